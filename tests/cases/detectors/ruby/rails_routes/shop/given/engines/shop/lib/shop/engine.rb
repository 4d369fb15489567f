module Shop
  class Engine < ::Rails::Engine
  end
end
