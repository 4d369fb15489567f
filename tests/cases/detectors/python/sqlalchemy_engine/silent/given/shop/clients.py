import httpx

client = httpx.Client()
thing = Thing.from_url("https://example.org")
store = Database("orders")
rules = create_pool(workers=3)
