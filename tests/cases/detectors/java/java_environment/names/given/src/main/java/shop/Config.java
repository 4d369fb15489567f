package shop;

class Config {
  @Value("${SMTP_HOST:localhost}")
  private String host;

  @Value(value = "${server.port}")
  private int port;

  String url() {
    return System.getenv("DATABASE_URL") + env.getProperty("API_TOKEN");
  }
}
