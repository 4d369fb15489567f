ENV["SHOP_URL"]
ENV.fetch("SHOP_KEY", nil)
