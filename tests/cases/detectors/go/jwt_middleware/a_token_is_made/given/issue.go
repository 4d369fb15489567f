package auth

func Issue() string {
	token := jwt.New(jwt.SigningMethodHS256)
	return token.Raw
}
