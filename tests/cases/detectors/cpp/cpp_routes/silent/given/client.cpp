#include <httplib.h>
int main() {
    httplib::Client cli("http://example.org");
    auto res = cli.Post("/orders", body, "text/plain");
}
