package app;

import com.linecorp.armeria.server.Server;

public class Main {
    public static void main(String[] args) {
        Users users = new Users();
        Server.builder()
            .service("/health", (ctx, req) -> HttpResponse.of(200))
            .route().get("/x/{y}").build(new Things())
            .annotatedService("/api", users)
            .build();
    }
}
