const knex = require("./knex");

async function list(trx) {
  const user = await knex("users").where({ email: "a" }).andWhere("active", true).first();
  await trx("users as u").where("u.id", user.id).update({ seen: 1 });
  for (const each of user.posts) {
    await knex("posts").insert(each);
  }
  return knex("posts").orderBy("created_at", "desc").limit(10);
}
