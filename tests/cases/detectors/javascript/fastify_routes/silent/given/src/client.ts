import axios from "axios";
// speaks to a fastify server
export const load = (app: Client) => app.get("/orders", { timeout: 5 });
axios.get("/orders", show);
