const title = "Created table reservations for guests";
const help = "create a table of contents";
const action = `drop the table`;
