package shop;

@HttpExchange("/stock")
public interface StockOperations {
  @GetExchange("/{sku}")
  Stock find(@PathVariable String sku);

  @PostExchange(url = "/{sku}/orders")
  void order(@PathVariable String sku, @RequestBody Order order);
}
