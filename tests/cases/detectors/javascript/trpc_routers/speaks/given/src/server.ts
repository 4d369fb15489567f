import { createExpressMiddleware } from "@trpc/server/adapters/express";
import { all } from "./root";
app.use("/trpc", createExpressMiddleware({ router: all, createContext }));
