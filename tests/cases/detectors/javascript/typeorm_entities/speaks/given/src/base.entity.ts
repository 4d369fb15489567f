import { CreateDateColumn, UpdateDateColumn } from "typeorm";

export abstract class BaseModel {
  @CreateDateColumn({ type: "timestamp", precision: 3 })
  createdAt: Date;

  @UpdateDateColumn()
  updatedAt: Date;
}
