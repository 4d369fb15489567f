import helmet from "helmet";
import { NestFactory } from "@nestjs/core";
import { RequestMethod, ValidationPipe, VersioningType } from "@nestjs/common";
import { AppModule } from "./app.module";

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.use(helmet());
  app.enableCors();
  app.setGlobalPrefix("api", {
    exclude: ["health", { path: "files/*rest", method: RequestMethod.GET }],
  });
  app.enableVersioning({ type: VersioningType.URI, prefix: "v", defaultVersion: "1" });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true }));
  await app.listen(3000);
}
bootstrap();
