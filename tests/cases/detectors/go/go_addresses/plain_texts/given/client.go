package client

var name = os.Getenv("NAME")
