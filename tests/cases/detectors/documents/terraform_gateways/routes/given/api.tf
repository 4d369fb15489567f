resource "aws_apigatewayv2_route" "list" {
  route_key = "GET /items/{path+}"
}

# route_key = "GET /old"
resource "aws_apigatewayv2_route" "rest" {
  route_key = "$default"
}

resource "aws_api_gateway_resource" "users" {
  parent_id = aws_api_gateway_rest_api.this.root_resource_id
  path_part = "users"
}

resource "aws_api_gateway_resource" "user" {
  parent_id = aws_api_gateway_resource.users.id
  path_part = "{id}"
}

resource "aws_api_gateway_method" "get_user" {
  resource_id = aws_api_gateway_resource.user.id
  http_method = "GET"
}

resource "aws_api_gateway_method" "other" {
  resource_id = aws_api_gateway_resource.elsewhere.id
  http_method = "GET"
}
