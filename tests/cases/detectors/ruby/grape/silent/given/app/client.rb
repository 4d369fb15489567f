# It speaks of Grape::API.
class Client < Faraday::Client
  get "/x"
end
