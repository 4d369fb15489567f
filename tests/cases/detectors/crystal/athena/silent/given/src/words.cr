@[JSON::Serializable]
class Order
  get "/words"
end
