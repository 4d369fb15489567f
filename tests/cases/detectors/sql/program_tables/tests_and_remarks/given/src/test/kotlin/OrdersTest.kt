class OrdersTest { val create = "CREATE TABLE orders (id integer)" }
