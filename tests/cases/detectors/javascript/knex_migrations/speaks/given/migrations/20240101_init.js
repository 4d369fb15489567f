const AUTHORS = "authors";

exports.up = async function (knex) {
  await knex.schema
    .createTable(AUTHORS, (t) => {
      t.increments();
      t.string("email", 120).notNullable().unique();
      t.decimal("rating", 5, 1).defaultTo(0);
      t.enu("role", ["admin", "writer"]).notNullable().defaultTo("writer");
      t.timestamps(true, true);
    })
    .createTable("books", function (table) {
      table.bigIncrements("book_id");
      table.integer("author_id").unsigned().notNullable().references("id").inTable(AUTHORS).onDelete("CASCADE");
      table.uuid("isbn").defaultTo(knex.fn.uuid());
      table.datetime("published", { useTz: false });
      table.index(["author_id", "published"]);
      table.unique(["isbn"], { indexName: "books_isbn" });
    });
  if (!(await knex.schema.hasTable("old"))) {
    await knex.schema.createTable("old", (t) => t.text("note"));
  }
};

exports.down = async function (knex) {
  await knex.schema.dropTable("books").dropTable(AUTHORS);
};
