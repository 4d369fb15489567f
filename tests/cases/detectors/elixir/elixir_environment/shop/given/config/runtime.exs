import Config
config :shop, url: System.fetch_env!("SHOP_URL"), key: System.get_env("SHOP_KEY", "none")
