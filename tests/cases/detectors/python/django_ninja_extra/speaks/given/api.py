from ninja_extra import NinjaExtraAPI, api_controller, http_get, http_post
from ninja import Router
api = NinjaExtraAPI()
@api_controller("/users", tags=["u"])
class UsersController:
    @http_get("/{id}")
    def get_user(self, id: int): ...
    @http_post("")
    def create(self): ...
api.register_controllers(UsersController)
