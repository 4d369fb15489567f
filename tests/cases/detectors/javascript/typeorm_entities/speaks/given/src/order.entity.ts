import { Check, Column, CreateDateColumn, DeleteDateColumn, Entity, Index, JoinColumn, JoinTable, ManyToMany, ManyToOne, OneToMany, OneToOne, PrimaryGeneratedColumn, Unique, UpdateDateColumn, VersionColumn } from "typeorm";
import { BaseModel } from "./base.entity";
import { Customer } from "./customer.entity";

@Entity({ name: "orders", schema: "sales" })
@Index(["status", "createdAt"])
@Index("idx_open", ["status"], { unique: true, where: "status = 'open'" })
@Unique(["customerId", "number"])
@Check(`"total" >= 0`)
export class Order extends BaseModel {
  @PrimaryGeneratedColumn("uuid")
  id: string;

  @Column({ length: 20, unique: true })
  number: string;

  @Column({ type: "enum", enum: Status, default: "open" })
  status: Status;

  @Column("decimal", { precision: 10, scale: 2, default: 0 })
  total: number;

  @Column({ type: "varchar", array: true, nullable: true, name: "tag_list" })
  tags: string[] | null;

  @Column({ type: "timestamptz", default: () => "now()" })
  @Index()
  placedAt: Date;

  @Column()
  customerId: number;

  @ManyToOne(() => Customer, (customer) => customer.orders, { onDelete: "CASCADE", nullable: false })
  customer: Customer;

  @ManyToOne(() => Order, { onDelete: "SET NULL" })
  parent: Order;

  @OneToOne(() => Invoice)
  @JoinColumn({ name: "invoice_ref" })
  invoice: Invoice;

  @OneToMany(() => Line, (line) => line.order)
  lines: Line[];

  @ManyToMany(() => Coupon)
  @JoinTable()
  coupons: Coupon[];

  @Column(() => Address)
  address: Address;

  @VersionColumn()
  version: number;

  @DeleteDateColumn()
  deletedAt?: Date;

  notStored: string;
}
