package shop;

@EnableDiscoveryClient
@EnableResourceServer
class Gateway {
    @Bean
    public RouteLocator routes(RouteLocatorBuilder builder) {
        return builder.routes().build();
    }
}
