package client

var cart = getEnv("CART_HOST", "cart")
var level = getEnv("LEVEL", "info")

func stock() (*http.Response, error) {
	return http.Get("http://stock:8080/items")
}
