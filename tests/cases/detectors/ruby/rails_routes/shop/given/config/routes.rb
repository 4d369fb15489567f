Rails.application.routes.draw do
  devise_for :users, path: "members", path_names: { sign_in: "login" }, skip: [:registrations]
  use_doorkeeper { skip_controllers :applications, :authorized_applications }
  root to: "home#show"

  concern :commentable do
    resources :comments, only: %i[index create], shallow: true
  end

  namespace :api, defaults: { format: :json } do
    scope "v1", module: "v1" do
      resources :orders, param: :number, except: [:destroy], concerns: :commentable do
        member { post :cancel }
        get :recent, on: :collection
        get "invoice"
        resource :address, only: :show
      end
    end
  end

  scope "(:locale)", only: [] do
    %w[terms privacy].each { |page| get "/#{page}(.:format)", to: "pages##{page}" }
    resources :photos, shallow: true do
      resources :tags, only: %i[create destroy]
    end
  end

  authenticate :user do
    mount Shop::Engine => "/shop"
    match "search(/:kind)", to: "search#show", via: [:get, :post]
  end

  get "health" => proc { [200, {}, []] }
  draw :admin
  get "debug", to: "debug#show" if Rails.env.development?
end
