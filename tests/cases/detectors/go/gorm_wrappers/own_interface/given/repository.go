package repository

type orders struct {
	db dbs.Database
}

func (r *orders) List(ctx context.Context, user string) ([]*model.Order, error) {
	query := []dbs.Query{dbs.NewQuery("user_id = ?", user)}
	order := "created_at DESC"
	var out []*model.Order
	if err := r.db.Find(ctx, &out, dbs.WithQuery(query...), dbs.WithOrder(order), dbs.WithLimit(10)); err != nil {
		return nil, err
	}
	return out, nil
}

func (r *orders) Get(ctx context.Context, id string) (*model.Order, error) {
	var order model.Order
	return &order, r.db.FindById(ctx, id, &order)
}

func (r *orders) Create(ctx context.Context, all []*model.Order) error {
	for _, order := range all {
		line := &model.Line{}
		if err := r.db.Create(ctx, line); err != nil {
			return err
		}
		audit(order)
	}
	return r.db.GetDB().Model(&model.Order{}).Where("id = ?", 1).Update("paid", true).Error
}
