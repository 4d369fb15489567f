local lapis = require("lapis.db")
local cache = {}
return cache:get("/key")
