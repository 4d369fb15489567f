class Api::Posts::Show < ApiAction
  route do
    json({})
  end
end

class Posts::Comments::Index < BrowserAction
  nested_route do
    html IndexPage
  end
end

class SignIns::Create < BrowserAction
  post "/sign_in" do
    head 204
  end
end
