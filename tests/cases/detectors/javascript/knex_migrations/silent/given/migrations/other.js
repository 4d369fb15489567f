const joi = require("joi");

const schema = joi.object({ table: joi.string() });
console.table("rows", (row) => row.id);
schema.table("users");
