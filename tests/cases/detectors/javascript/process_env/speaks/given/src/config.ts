const { REDIS_URL, LOG_LEVEL = "info", SMTP_HOST: host } = process.env;

export const port = process.env.PORT || 3000;
export const secret = process.env["JWT_SECRET"];

export class Settings {
  constructor(private configService: ConfigService) {}
  url() {
    return this.configService.getOrThrow<string>("DATABASE_URL");
  }
}
