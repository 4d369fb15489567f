import PromiseRouter from "./PromiseRouter";
export class FilesRouter extends PromiseRouter {
  mountRoutes() {
    this.route("GET", "/files/:name", authenticate, (req) => this.show(req));
  }
}
