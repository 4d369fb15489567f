local lor = require("lor.index")
local router = lor:Router()
local cache = require("cache")
router:get("/:id", function(req, res, next) cache:get("/key", 1) end)
router:all("/search", function(req, res, next) end)
return router
