import { feathers } from "@feathersjs/feathers";
app.use("/public", express.static("public"));
app.use("/x", (req, res) => res.end());
