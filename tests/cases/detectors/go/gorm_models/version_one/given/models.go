package models

import "github.com/jinzhu/gorm"

type Category struct {
	ID       uint   `gorm:"primary_key;AUTO_INCREMENT"`
	APIKey   string `gorm:"unique_index" sql:"size:40"`
	ParentID uint
	Parent   *Category
	Person   []Person `gorm:"ForeignKey:GroupID"`
}

type Person struct {
	ID      uint
	GroupID uint
}

func (c Category) TableName() string { return prefix() }
