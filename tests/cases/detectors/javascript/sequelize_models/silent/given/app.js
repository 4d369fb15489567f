const app = require("app");
app.define("user", { name: String });
i18n.init({ lng: "en" }, { debug: true });
