import { Get, Post } from "@nestjs/common";

export abstract class CrudController {
  @Get("count")
  count() {
    return 0;
  }

  @Post(`${PREFIX}/import`)
  load() {
    return 0;
  }
}
