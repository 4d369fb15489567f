import { JsonController, Get, Post, Authorized, UseBefore } from "routing-controllers";

@JsonController("/users")
export class UsersController {
  @Get("/:id") @Authorized() one() {}
  @Post() create() {}
}
