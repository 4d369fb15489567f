import { UsersRepository } from "./users.repository";

export class Service {
  constructor(private users: UsersRepository, private cache: Map<string, string>) {}

  run(items: string[]) {
    items.find((item) => item === "x");
    this.cache.delete("x");
    this.users.find("x");
    return User.findOne({ _id: 1 });
  }
}
