#include <httplib.h>
int main() {
    httplib::Server svr;
    svr.Get("/orders/:id", [](const httplib::Request &req, httplib::Response &res) {});
    svr.Post(R"(/items/(\d+))", handler);
    /* svr.Get("/commented", handler); */
}
