Shop::Engine.routes.draw do
  with_options only: [:index] do
    resources :carts
  end
end
