package handler

import "github.com/zeromicro/go-zero/rest"

var empty = rest.Route{}
