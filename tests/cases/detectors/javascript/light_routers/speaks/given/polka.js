const polka = require("polka");
const api = polka().get("/:id", show);
polka().use("/api", api).listen(3000);
