#include <drogon/HttpController.h>
namespace api::v1 {
class User : public drogon::HttpController<User> {
  public:
    METHOD_LIST_BEGIN
    METHOD_ADD(User::show, "/{id}", Get);
    ADD_METHOD_TO(User::login, "/login?name={2}", Post, Options);
    METHOD_LIST_END
};
}
class Ping : public drogon::HttpSimpleController<Ping> {
    PATH_LIST_BEGIN
    PATH_ADD("/ping", Get);
    PATH_LIST_END
};
