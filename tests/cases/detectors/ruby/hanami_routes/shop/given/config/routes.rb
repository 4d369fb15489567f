module Shop
  class Routes < Hanami::Routes
    root to: "home.show"
    scope "api" do
      get "/books/:id", to: "books.show"
    end
    slice :admin, at: "/admin" do
      resources :users, only: %i[index show] do
        resource :profile, except: [:destroy, :new, :edit]
      end
    end
  end
end
