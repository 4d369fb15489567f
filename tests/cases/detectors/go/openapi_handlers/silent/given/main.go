package main

func main() {
	orders.RegisterHandlersFor(router)
	other.NewServer(restapi)
}
