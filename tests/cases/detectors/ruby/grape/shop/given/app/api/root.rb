module Api
  class Root < Grape::API
    prefix :api
    version "v1", using: :path
    before { authenticate! }
    mount Api::Orders
    mount Api::Orders => "/legacy"
  end

  class Orders < Grape::API
    resource :orders do
      desc "All"
      get do
      end
      route_param :id do
        get
        put "note"
      end
      route %w[GET POST], "search"
    end
    %w[red green].each { |colour| get(colour) { } }
  end
end
