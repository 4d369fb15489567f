import { Column, Entity } from "typeorm";

// not sequelize
@Entity()
export class Star {
  @Column()
  title: string;
}
