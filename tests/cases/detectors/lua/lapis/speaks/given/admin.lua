local lapis = require("lapis")
return lapis.Application:extend("admin", {
  path = "/ignored",
  ["/admin"] = function(self) end,
})
