import express from "express";

export class App {
  public app: express.Application;

  constructor(routes: Routes[]) {
    this.app = express();
    this.mount(routes);
  }

  private mount(routes: Routes[]) {
    routes.forEach((route) => {
      this.app.use("/v1", route.router);
    });
  }
}
