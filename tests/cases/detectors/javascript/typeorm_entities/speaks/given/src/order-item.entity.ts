import { Column, Entity, PrimaryColumn } from "typeorm";

@Entity()
export class OrderItem {
  @PrimaryColumn()
  orderId: number;

  @PrimaryColumn({ type: "bigint" })
  lineNo: string;

  @Column({ nullable: true })
  note?: string;
}
