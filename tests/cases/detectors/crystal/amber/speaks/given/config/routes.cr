Amber::Server.configure do
  pipeline :web do
  end

  routes :api, "/api" do
    get "/ping", PingController, :index
    resources "/orders", OrderController, only: [:index, :destroy]
  end

  routes :web do
    post "/login", SessionController, :create
  end
end
