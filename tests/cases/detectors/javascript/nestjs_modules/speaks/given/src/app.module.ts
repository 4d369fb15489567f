import { Module } from "@nestjs/common";
import { RouterModule } from "@nestjs/core";
@Module({
  imports: [
    AdminModule,
    RouterModule.register([
      { path: "admin", module: AdminModule, children: [{ path: ":id", module: UsersModule }] },
    ]),
  ],
})
export class AppModule {}
