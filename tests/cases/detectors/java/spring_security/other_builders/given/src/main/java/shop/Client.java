package shop;

class Client {
  // HttpSecurity is not configured here.
  Object build(HttpClient http) {
    return http.requestMatchers("/x").authenticated();
  }
}
