package db

import (
	"gorm.io/gorm"
	"gorm.io/gorm/schema"
)

func open() {
	gorm.Open(nil, &gorm.Config{NamingStrategy: schema.NamingStrategy{SingularTable: true}})
}
