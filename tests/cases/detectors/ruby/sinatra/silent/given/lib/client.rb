class Client
  def call
    http.get "/users" do |r|
    end
  end
end
