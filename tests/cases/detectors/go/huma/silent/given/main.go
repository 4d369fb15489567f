package main

import "github.com/danielgtaylor/huma/v2"

func fail() error { return huma.Error404NotFound("no order") }
