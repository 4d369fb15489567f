package controllers

import "github.com/beego/beego/v2/server/web"

type LoginController struct{ web.Controller }

func (c *LoginController) Get()  {}
func (c *LoginController) Post() {}

type UserController struct{ web.Controller }

// One user.
// @router /:id [get,delete]
func (c *UserController) One() {}

// @router / [post]
func (c *UserController) Make() {}
