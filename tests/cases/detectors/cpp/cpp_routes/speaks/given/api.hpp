#include "oatpp/web/server/api/ApiController.hpp"
class Api {
    ENDPOINT("PUT", "/users/{id}", putUser, PATH(Int32, id)) { }
};
