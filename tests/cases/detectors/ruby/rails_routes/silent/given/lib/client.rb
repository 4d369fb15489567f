class Client
  # A word in a comment: routes.draw
  def users
    http.get("/users")
  end
end
