# Hanami::Routes is only spoken of.
module Shop
  class Routes < Other::Routes
    get "/x", to: "y.z"
  end
end
