package config

import "os"

type Config struct {
	Port   int    `env:"HTTP_PORT" envDefault:"8080"`
	Secret string `mapstructure:"JWT_SECRET"`
	Plain  string `json:"PLAIN"`
}

func Load() {
	os.Getenv("DATABASE_URL")
	getEnv("REDIS_ADDR", "localhost")
	os.LookupEnv(name)
	viper.GetString("SMTP_HOST")
}
