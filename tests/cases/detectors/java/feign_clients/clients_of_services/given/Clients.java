package shop;

@FeignClient(name = "stock", path = "/api")
interface StockClient {
    @GetMapping("/items/{id}")
    Item item(@PathVariable String id);

    @RequestMapping(method = RequestMethod.POST, value = "/items")
    void add(Item item);
}

@FeignClient(url = "${rates.url}", name = "rates")
interface Rates {}

class Prices {
    @GrpcClient("prices")
    private PricesStub stub;
}
