local lapis = require("lapis")
local app = lapis.Application()

app:get("/", function(self) return "home" end)
app:match("order", "/orders/:id[%d]", respond_to({
  before = function(self) end,
  GET = function(self) end,
  DELETE = function(self) end,
}))
--[[ app:get("/commented", function() end) ]]
app:post("/files/*", function(self) end)
return app
