import { createExpressServer } from "routing-controllers";
createExpressServer({ routePrefix: "/api", controllers: [UsersController] });
