// knex is not meant here
const rows = db(name).where({ id: 1 });
const tag = translate("users").first();
