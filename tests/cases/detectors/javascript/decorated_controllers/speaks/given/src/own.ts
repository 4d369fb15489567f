import { RestController, Get } from "./decorators";
@RestController("/things")
export class Things {
  @Get("/") list() {}
}
