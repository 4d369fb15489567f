package schema

import "entgo.io/ent"

var _ ent.Interface = nil // no ent.Schema here
