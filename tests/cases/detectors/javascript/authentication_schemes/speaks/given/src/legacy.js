const basic = require("express-basic-auth");
