package service

type service struct {
	repo OrderRepository
	db   *gorm.DB
}

func (s *service) Place(ctx context.Context, order *model.Order) error {
	if err := s.repo.Create(ctx, order); err != nil {
		return err
	}
	return s.db.Create(order).Error
}
