import { feathers } from "@feathersjs/feathers";
class MessageService {
  async find() {}
  async create(data) {}
}
app.use("messages", new MessageService());
app.use("/users", new UserService(options), { methods: ["find", "get", "resend"] });
app.use("/files", { async remove(id) {} });
