package shop;

interface Stock {
    // not a @FeignClient
    @GetMapping("/items")
    List<Item> items();
}
