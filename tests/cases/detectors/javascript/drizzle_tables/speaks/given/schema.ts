import { sql } from "drizzle-orm";
import { index, integer, pgEnum, pgSchema, pgTable, pgTableCreator, primaryKey, serial, text, uniqueIndex, uuid, varchar, numeric } from "drizzle-orm/pg-core";
import { times } from "./columns";

export const kind = pgEnum("kind", ["a", "b"]);
const billing = pgSchema("billing");
const createTable = pgTableCreator((name) => `app_${name}`);

export const users = pgTable(
  "users",
  {
    id: serial("id").primaryKey(),
    email: varchar("email", { length: 120 }).notNull().unique(),
    kind: kind("kind").notNull().default("a"),
    tags: text("tags").array().default(sql`'{}'`),
    ...times,
  },
  (t) => [index("users_created").on(t.createdAt.desc()), uniqueIndex("users_kind_email").on(t.kind, t.email)],
);

export const invoices = billing.table("invoices", {
  id: uuid().defaultRandom().primaryKey(),
  userId: integer("user_id").references(() => users.id, { onDelete: "set null" }),
  total: numeric({ precision: 10, scale: 2 }),
});

export const seats = createTable("seat", (d) => ({
  userId: d.integer("user_id").notNull().references(() => users.id),
  place: d.text().notNull(),
}), (t) => ({ pk: primaryKey({ columns: [t.userId, t.place] }) }));
