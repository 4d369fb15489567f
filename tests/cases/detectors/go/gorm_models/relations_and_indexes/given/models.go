package models

import (
	"time"

	"gorm.io/gorm"
)

type Status string

type Base struct {
	ID        uint `gorm:"primaryKey"`
	CreatedAt time.Time
}

type Customer struct {
	gorm.Model
	Email     string   `gorm:"size:120;uniqueIndex;not null"`
	Nickname  *string  `gorm:"column:nick_name"`
	Role      string   `gorm:"default:buyer"`
	Balance   float64  `gorm:"precision:10;scale:2;check:balance_positive,balance >= 0"`
	Orders    []Order  `gorm:"constraint:OnDelete:CASCADE"`
	Tags      []Tag    `gorm:"many2many:customer_tags"`
	Address   Address  `gorm:"embedded;embeddedPrefix:home_"`
	Secret    string   `gorm:"-"`
}

type Address struct {
	Street string
	ZipURL string
}

type Order struct {
	Base
	CustomerID uint     `gorm:"index:idx_customer_status,priority:1"`
	Customer   Customer `gorm:"constraint:OnDelete:SET NULL"`
	Status     Status   `gorm:"type:varchar(20);index:idx_customer_status,priority:2,sort:desc"`
	Lines      []Line
	Meta       []byte
	Coupon     *promo.Coupon
	CouponID   *uint
	Kind       promo.Kind
}

type Line struct {
	OrderID   uint `gorm:"primaryKey"`
	ProductID uint `gorm:"primaryKey;autoIncrement:false"`
	Quantity  int16
}

type Tag struct {
	ID   string `gorm:"type:uuid;default:gen_random_uuid()"`
	Name string `gorm:"unique"`
}

func (Line) TableName() string { return "shop.order_lines" }
