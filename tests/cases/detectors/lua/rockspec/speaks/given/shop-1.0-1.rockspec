package = "shop"
version = "1.0-1"
dependencies = {
  "lua >= 5.1",
  "lapis ~> 1.9",
  "lua-cjson",
}
