import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable("authors", (table) => {
    table.string("name");
    table.renameColumn("rating", "score");
    table.dropUnique(["email"]);
    table.string("role", 20).alter();
    table.setNullable("email");
  });
  await knex.schema.dropTableIfExists("old");
  await knex.schema.renameTable("books", "works");
  const name = `part_${Date.now()}`;
  await knex.schema.createTable(name, (table) => {
    table.increments("id");
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable("authors", (table) => {
    table.dropColumn("name");
  });
}
