import { router, mergeRouters, publicProcedure, protectedProcedure } from "./trpc";
import { users } from "./users";
export const appRouter = router({
  users,
  health: publicProcedure.query(() => "ok"),
  orders: router({ add: protectedProcedure.input(Order).mutation(add) }),
});
export const all = mergeRouters(appRouter, users);
