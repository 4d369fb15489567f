package shop;

// @EnableEurekaServer would make a registry of it
@Service
class Orders {}
