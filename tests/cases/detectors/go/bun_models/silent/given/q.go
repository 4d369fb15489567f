package models

type Filter struct {
	Name string `bun:"name"`
}
