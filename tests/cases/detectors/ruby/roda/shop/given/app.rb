class App < Roda
  route do |r|
    r.root { "hello" }
    r.on "orders" do
      r.is do
        r.get { }
        r.post { }
      end
      r.on Integer do |id|
        @order = Order[id]
        r.get("lines", :line) { }
        r.delete { }
      end
    end
    r.on("shop") { r.run Shop }
  end
end
