package auth

import (
	"github.com/golang-jwt/jwt/v5"
	"golang.org/x/oauth2"
)

func Check(token string) error {
	_, err := jwt.ParseWithClaims(token, &Claims{}, key)
	return err
}

var google = oauth2.Config{ClientID: "id"}

func basic() {
	gin.BasicAuth(gin.Accounts{})
}
