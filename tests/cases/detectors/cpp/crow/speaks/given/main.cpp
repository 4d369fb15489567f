#include "crow.h"
int main() {
    crow::SimpleApp app;
    crow::Blueprint api("api");
    CROW_ROUTE(app, "/orders/<int>").methods("DELETE"_method, crow::HTTPMethod::Patch)([](int id) { return 204; });
    CROW_BP_ROUTE(api, "/ping")([]() { return "pong"; });
    // CROW_ROUTE(app, "/commented")
    app.register_blueprint(api);
}
