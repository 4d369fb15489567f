module github.com/acme/shop // the shop

go 1.22

require (
	github.com/gin-gonic/gin v1.10.0
	github.com/golang-migrate/migrate/v4 v4.17.1
	golang.org/x/crypto v0.23.0 // indirect
)

require gorm.io/gorm v1.25.10

replace gorm.io/gorm => ../gorm
