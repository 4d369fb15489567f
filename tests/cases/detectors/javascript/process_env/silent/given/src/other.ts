const mode = process.argv[2];
const name = env.PORT;
const value = map.get("PORT");
const key = this.configService.get("database.url");
const any = process.env[name];
