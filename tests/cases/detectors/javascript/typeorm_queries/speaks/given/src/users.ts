import { getRepository } from "typeorm";
import { User } from "./user.entity";

export async function users() {
  const repository = getRepository(User);
  const all = await repository.find();
  await Promise.all(all.map((user) => repository.save(user)));
  return User.find({ where: { active: true }, relations: ["orders"] });
}
