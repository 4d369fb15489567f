export const ServerRoute = createServerFileRoute("/api/old/$").methods({ DELETE: drop });
