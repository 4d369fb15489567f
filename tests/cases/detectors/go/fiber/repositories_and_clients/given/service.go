package service

// Uses fiber.Map elsewhere; nothing here is a router.
func (s *service) Remove(ctx context.Context, id int) error {
	if err := s.repo.Delete(ctx, id); err != nil {
		return err
	}
	return s.cache.Get(ctx, &id)
}

func fetch(client *http.Client) {
	client.Get("https://example.org/items")
	client.Post("https://example.org", "text/plain", nil)
}
