class Client
  URL = "http://stock:8080"

  def item(id)
    Faraday.get("#{URL}/items/#{id}")
  end
end
