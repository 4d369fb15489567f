package store

import "database/sql"

const byEmail = `
SELECT id, email FROM users WHERE email = $1 ORDER BY id DESC LIMIT 1`

func (s *Store) ByEmail(email string) error {
	return s.db.QueryRowContext(ctx, byEmail, email).Scan(&email)
}

func (s *Store) Close(ids []int) {
	query := "UPDATE orders SET closed = true WHERE id = $1"
	for _, id := range ids {
		s.db.Exec(query, id)
	}
	s.db.Get(&n, "select count(*) from orders where user_id = ?", 1)
}
