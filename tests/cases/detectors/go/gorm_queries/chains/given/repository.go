package repository

import "gorm.io/gorm"

type Orders struct {
	db *gorm.DB
}

func (r *Orders) Find(customer uint, status string) ([]model.Order, error) {
	var orders []model.Order
	query := r.db.Model(&model.Order{}).Where("customer_id = ?", customer)
	if status != "" {
		query = query.Where("orders.status IN ? AND lower(code) LIKE ?", status, "x%")
	}
	err := query.Order("created_at desc, id").Find(&orders).Error
	return orders, err
}

func (r *Orders) Get(id uint) (*model.Order, error) {
	var order model.Order
	err := r.db.Preload("Lines").First(&order, id).Error
	return &order, err
}

func (r *Orders) Pay(tx *gorm.DB, ids []uint) error {
	for _, id := range ids {
		if err := tx.Model(&model.Order{}).Where(&model.Order{ID: id}).Update("paid", true).Error; err != nil {
			return err
		}
	}
	return tx.Create(&model.Payment{}).Error
}

func (r *Orders) Page(page int) (out []model.Order) {
	r.db.Scopes(Paginate(page)).Where(map[string]any{"status": "open"}).Find(&out)
	r.db.Raw("SELECT * FROM invoices WHERE customer_id = ? LIMIT 5", 1).Scan(&out)
	r.db.Delete(&model.Line{}, "order_id = ?", page)
	var total int64
	r.db.Table("orders").Where("status = ?", "open").Count(&total)
	return out
}

func Save(db *gorm.DB, value any) error {
	return db.Save(value).Error
}

func Migrate(db *gorm.DB) error {
	return db.AutoMigrate(&model.Order{})
}
