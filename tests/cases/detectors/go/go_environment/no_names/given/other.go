package other

func f() {
	viper.GetString("server.port")
	setenv("lower")
}
