package dto

import "gorm.io/gorm"

type Request struct {
	ID   uint   `json:"id"`
	Name string `json:"name" validate:"required"`
}

type Repository struct {
	db *gorm.DB
}
