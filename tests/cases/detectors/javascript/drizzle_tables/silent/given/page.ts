// not drizzle
const rows = renderTable("users", { id: text("id") });
const casing = { casing: "snake_case" };
