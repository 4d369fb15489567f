export const Route = createFileRoute("/about")({ component: About });
