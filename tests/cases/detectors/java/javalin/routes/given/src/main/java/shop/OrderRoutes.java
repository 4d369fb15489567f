package shop;

import static io.javalin.apibuilder.ApiBuilder.get;

public class OrderRoutes {
    static void register() {
        get(OrderRoutes::list);
        get("{id}", OrderRoutes::one);
    }
}
