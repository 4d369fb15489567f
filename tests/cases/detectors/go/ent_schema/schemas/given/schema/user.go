package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"entgo.io/ent/schema/mixin"
)

type User struct {
	ent.Schema
}

func (User) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.Time{}, Tenant{}}
}

func (User) Fields() []ent.Field {
	return []ent.Field{
		field.String("email").MaxLen(120).Unique(),
		field.Int("age").Optional().Comment("in years"),
		field.UUID("org_id", uuid.UUID{}),
	}
}

func (User) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("pets", Pet.Type),
		edge.To("card", Card.Type).Unique(),
		edge.From("org", Org.Type).Ref("members").Field("org_id").Unique().Required(),
		edge.From("groups", Group.Type).Ref("users"),
	}
}

func (User) Indexes() []ent.Index {
	return []ent.Index{index.Fields("age", "email").Unique()}
}

type Tenant struct{ mixin.Schema }

func (Tenant) Fields() []ent.Field {
	return []ent.Field{field.String("tenant")}
}
