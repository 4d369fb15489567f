require_relative "app/orders"
map "/orders" do
  use Rack::Deflater
  run Orders
end
