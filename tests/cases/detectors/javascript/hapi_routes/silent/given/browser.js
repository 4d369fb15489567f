import { Server } from "miragejs";
const server = new Server();
server.get("/orders", list); // no hapi
