import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, ParseUUIDPipe, Post, Query, UseGuards, Version } from "@nestjs/common";
import { AuthGuard } from "@nestjs/passport";
import { Public, Roles } from "../auth/decorators";
import { RolesGuard } from "../auth/roles.guard";
import { CreateOrderDto } from "./dto/create-order.dto";
import { CrudController } from "../crud";

const DETAIL = ":id";

@UseGuards(AuthGuard("jwt"), RolesGuard)
@Controller({ path: "orders", version: ["1", "2"] })
export class OrdersController extends CrudController {
  @Get()
  @Public()
  findAll(@Query("page") page?: number, @Query("status", new DefaultValuePipe("open")) status: string): Promise<Order[]> {
    return this.orders.findAll(page, status);
  }

  @Get(DETAIL)
  findOne(@Param("id", ParseUUIDPipe) id: string): Promise<Order> {
    return this.orders.findOne(id);
  }

  @Post()
  @Roles("admin")
  @ApiBearerAuth()
  create(@Body() dto: CreateOrderDto) {
    return this.orders.create(dto);
  }

  @Delete([":id", "by-number/:number"])
  @HttpCode(HttpStatus.NO_CONTENT)
  @Version("2")
  remove(@Param("id") id: string): Promise<void> {
    return this.orders.remove(id);
  }
}

@Controller(["public", "internal"])
export class StatusController {
  @Get("status")
  status() {
    return "ok";
  }
}
