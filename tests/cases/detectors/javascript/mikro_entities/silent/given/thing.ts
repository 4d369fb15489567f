import { Entity, PrimaryKey, Property } from "@mikro-orm/mongodb";

@Entity()
export class Thing {
  @PrimaryKey()
  id: string;

  @Property()
  name: string;
}
