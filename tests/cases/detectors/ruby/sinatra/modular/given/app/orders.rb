class Orders < Base
  get "/:id" do
  end

  delete "/*" do
  end

  def fetch
    get "/elsewhere"
  end
end
