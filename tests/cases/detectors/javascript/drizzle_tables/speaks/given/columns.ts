import { timestamp } from "drizzle-orm/pg-core";

export const times = {
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
};
