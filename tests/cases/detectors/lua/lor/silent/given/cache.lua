local store = require("store")
local value = store()
value:get("/key", 1)
