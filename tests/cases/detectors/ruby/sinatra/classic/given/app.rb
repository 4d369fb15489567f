require "sinatra"
require "sinatra/namespace"

get "/" do
  "hello"
end

namespace "/api" do
  post("/orders/:id.?:format?") { }
  route(:get, :put, "/both") { }
end

get(%r{/x/(.*)}) { }
