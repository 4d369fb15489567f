package shop;

@RestController
public class StockController implements StockOperations {
  public Stock find(String sku) {
    return stocks.find(sku);
  }
}
