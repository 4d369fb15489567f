import { Controller, Get } from "@nestjs/common";
@Controller("x")
export class X {
  @Get() list() {}
}
