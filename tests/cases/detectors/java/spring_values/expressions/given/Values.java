package shop;

class Values {
    @Value("#{systemProperties.home}")
    private String home;
}
