package files

func Read() {
	os.Open("file")
	sql.Register("driver", nil)
	redis.NewScript("return 1")
}
