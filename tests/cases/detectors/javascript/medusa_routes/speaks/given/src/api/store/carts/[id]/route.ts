export const GET = async () => {};
export const POST = async () => {};
