package db

import (
	"database/sql"

	"github.com/redis/go-redis/v9"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

func Open(dsn string) (*gorm.DB, error) {
	db, err := gorm.Open(postgres.Open(dsn), &gorm.Config{})
	if err != nil {
		return nil, err
	}
	pool, _ := db.DB()
	pool.SetMaxOpenConns(25)
	return db, nil
}

func Cache() *redis.Client {
	return redis.NewClient(&redis.Options{})
}

func Old() (*sql.DB, error) {
	return sql.Open("mysql", "")
}
