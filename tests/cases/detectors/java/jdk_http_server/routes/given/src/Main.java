package app;

import com.sun.net.httpserver.*;

public class Main {
    static void serve(HttpServer server) {
        String base = "/api";
        server.createContext(base + "/users", exchange -> {
            String method = exchange.getRequestMethod();
            switch (method) {
                case "GET":
                    break;
                case "POST":
                    break;
            }
            if ("PUT".equals(exchange.getRequestHeaders().getFirst("X-Op"))) {
                return;
            }
        });
        server.createContext("/one", Main::one);
        server.createContext("/two", new Two());
    }

    static void one(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equalsIgnoreCase("DELETE")) {
            return;
        }
    }

    static class Two implements HttpHandler {
        public void handle(HttpExchange exchange) {
        }
    }
}
