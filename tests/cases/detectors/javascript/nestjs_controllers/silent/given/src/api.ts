import { Get, Service } from "./own";

export class Client {
  // @Get("commented")
  get(path: string) {
    return fetch(path);
  }

  @Watch("value")
  changed() {}
}

export const Controller = (path: string) => path;
Controller("orders");
