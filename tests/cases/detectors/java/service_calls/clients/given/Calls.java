package shop;

@RibbonClient(name = "stock")
class Calls {
    private static final String STOCK = "http://stock";

    Item item(String id) {
        return rest.getForObject(STOCK + "/items/{id}", Item.class, id);
    }

    void add(Item item) {
        rest.exchange("http://stock/items", HttpMethod.POST, item, Void.class);
    }

    String host() {
        return discoveryClient.getInstances("prices").get(0).getHost();
    }

    DataSource source() {
        return builder.url("jdbc:mysql://user:secret@db:3306/shop").build();
    }

    RouteLocator routes(RouteLocatorBuilder builder) {
        return builder.routes().route(r -> r.path("/stock/**").uri("lb://stock")).build();
    }
}
