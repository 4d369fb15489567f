package models

// Query is no table: `xorm:"-"`.
type Query struct{ Name string }
