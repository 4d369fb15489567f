import { createFileRoute } from "@tanstack/react-router";
export const Route = createFileRoute("/api/users/$id")({
  server: { handlers: { GET: async () => new Response(), POST: create } },
});
