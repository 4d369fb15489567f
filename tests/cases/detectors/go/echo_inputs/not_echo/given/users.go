package handler

// echo.Context is not asked here.
func create(c other.Context) { c.QueryParam("page") }
