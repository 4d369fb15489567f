defmodule ShopWeb.Router do
  use ShopWeb, :router

  @prefix "/v1"

  pipeline :api do
    plug :accepts, ["json"]
    plug ShopWeb.Plugs.RequireAuth
  end

  scope "/api", ShopWeb.Api, as: :api do
    pipe_through [:api]

    get "/orders/:id/note", OrderController, :note
    match :*, "/any", OrderController, :any

    resources "/orders", OrderController, except: [:new, :edit, :delete], param: "number" do
      resources "/lines", LineController, only: ~w(index)a
      resources "/address", AddressController, singleton: true, only: [:show, :update]
    end

    scope @prefix do
      post "/carts/*rest", CartController, :create
    end
  end

  scope "/", ShopWeb do
    live_session :known, on_mount: [{ShopWeb.Auth, :ensure_authenticated}] do
      live "/account", AccountLive.Index, :index
    end

    for base <- ["/", "/shops/:shop"] do
      scope base do
        get "/items", ItemController, :index
      end
    end
  end

  forward "/graphql", Absinthe.Plug, schema: ShopWeb.Schema
  forward "/hooks", ShopWeb.Hooks

  if Mix.env() == :dev do
    get "/debug", DebugController, :index
  end
end
