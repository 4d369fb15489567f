require "kemal"

get "/" do
  "shop"
end

# get "/commented" do
ws "/live" do |socket|
end

api = Kemal::Router.new
api.namespace "/orders" do
  delete "/:id" do |env|
  end
end
mount "/v1", api

Kemal.run
