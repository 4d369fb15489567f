import Koa from "koa";
import users from "./routes/users";

const app = new Koa();
app.use(users.routes());
