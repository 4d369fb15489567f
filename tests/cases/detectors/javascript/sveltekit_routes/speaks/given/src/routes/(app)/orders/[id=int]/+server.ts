export const GET = async () => {};
export function fallback() {}
