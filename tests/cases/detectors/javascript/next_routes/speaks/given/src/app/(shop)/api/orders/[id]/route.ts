export async function GET() {}
export const { POST } = serve(async () => {});
export { handler as DELETE } from "./other";
