package models

type Issue struct {
	ID       int64  `xorm:"pk autoincr"`
	RepoID   int64  `xorm:"INDEX UNIQUE(repo_index)"`
	Index    int64  `xorm:"UNIQUE(repo_index)"`
	Repo     *Repo  `xorm:"-"`
	Title    string `xorm:"name VARCHAR(255) NOT NULL"`
	Content  string `xorm:"LONGTEXT 'body'"`
	IsClosed bool   `xorm:"NOT NULL DEFAULT false"`
	Created  int64  `xorm:"created"`
}

type Member struct {
	ID   int64 `xorm:"pk"`
	Name string
}

func (m *Member) TableName() string { return "org_member" }
