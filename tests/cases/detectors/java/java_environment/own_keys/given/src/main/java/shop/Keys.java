package shop;

class Keys {
  String name = env.getProperty("spring.application.name");
}
