config = require "lapis.config"
config "development", ->
  port 8080
