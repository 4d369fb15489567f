import { get, operation, api } from "@loopback/rest";
@api({ basePath: "/v1" })
export class OrdersController {
  @get("/orders/{id}") find() {}
  @operation("post", "/orders") make() {}
}
