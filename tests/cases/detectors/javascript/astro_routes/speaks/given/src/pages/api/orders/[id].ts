export const GET = () => new Response();
export const ALL = () => new Response();
