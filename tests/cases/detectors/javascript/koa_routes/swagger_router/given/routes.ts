import { SwaggerRouter } from "koa-swagger-decorator";
import { user } from "./controller";

const protectedRouter = new SwaggerRouter();

protectedRouter.get("/users", user.list);
export { protectedRouter };
