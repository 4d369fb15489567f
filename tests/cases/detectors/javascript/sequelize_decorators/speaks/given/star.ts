import { BelongsTo, BelongsToMany, Column, DataType, ForeignKey, Model, Table, AllowNull, Default, CreatedAt, PrimaryKey } from "sequelize-typescript";
import User from "./user";
import Tag from "./tag";

class Base extends Model {
  @PrimaryKey
  @Default(DataType.UUIDV4)
  @Column(DataType.UUID)
  id: string;

  @CreatedAt
  createdAt: Date;
}

@Table({ tableName: "stars" })
export class Star extends Base {
  @AllowNull(false)
  @Column
  title: string;

  @Column({ type: DataType.STRING(20), field: "kind_of", defaultValue: "small" })
  kind: string;

  @Column(DataType.VIRTUAL)
  label: string;

  @BelongsTo(() => User, "ownerId")
  owner: User;

  @ForeignKey(() => User)
  @Column(DataType.UUID)
  ownerId: string;

  @BelongsToMany(() => Tag, "star_tags", "starId", "tagId")
  tags: Tag[];
}

@Table
export class Planet extends Model {
  @Column
  name: string;
}
