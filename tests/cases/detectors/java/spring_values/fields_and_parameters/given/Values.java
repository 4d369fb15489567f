package shop;

class Values {
    @Value("${stock.url:http://stock:8080}")
    private String stock;

    @Value("${api.password}")
    private String password;

    Values(@Value("${orders.topic}") String topic) {}
}
