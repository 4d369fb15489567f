package app;

import io.helidon.webserver.http.*;

class GreetService implements HttpService {
    @Override
    public void routing(HttpRules rules) {
        rules.get("/", this::all)
            .put("/greeting", this::update)
            .any("/all", (req, res) -> res.send());
    }
}
