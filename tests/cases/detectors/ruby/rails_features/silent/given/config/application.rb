module Shop
  class Application < Rails::Application
    config.api_only = false
  end
end
