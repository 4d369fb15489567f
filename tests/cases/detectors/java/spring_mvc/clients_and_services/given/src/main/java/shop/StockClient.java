package shop;

@FeignClient("stock")
@RequestMapping("/stock")
public interface StockClient {
  @GetMapping("/{sku}")
  Stock find(@PathVariable String sku);
}

@Service
class OrderController2Factory {
  Order get(String path) {
    return restTemplate.getForObject("/orders", Order.class);
  }
}
