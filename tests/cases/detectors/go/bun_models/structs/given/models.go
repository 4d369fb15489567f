package models

import "github.com/uptrace/bun"

type User struct {
	bun.BaseModel `bun:"table:users,alias:u"`

	ID     int64  `bun:",pk,autoincrement"`
	Email  string `bun:"email_address,notnull,unique"`
	Org    *Org   `bun:"rel:belongs-to,join:org_id=id"`
	OrgID  int64
	Posts  []Post `bun:"rel:has-many,join:id=user_id"`
	Secret string `bun:"-"`
}

type Org struct {
	ID   string `bun:"type:uuid,pk,default:gen_random_uuid()"`
	Name string `bun:",unique:org_name"`
}
