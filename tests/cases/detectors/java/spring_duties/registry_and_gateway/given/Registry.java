package shop;

@EnableEurekaServer
@SpringBootApplication
public class Registry {
    public static void main(String[] args) {
        SpringApplication.run(Registry.class, args);
    }
}
