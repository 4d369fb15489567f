import { MigrationInterface, QueryRunner, Table, TableColumn, TableForeignKey, TableIndex } from "typeorm";

export class Orders1690000000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TABLE "customer" (
      "id" SERIAL NOT NULL,
      "email" character varying NOT NULL,
      CONSTRAINT "PK_customer" PRIMARY KEY ("id"))`);
    await queryRunner.query(`INSERT INTO "customer" ("email") VALUES ('a@example.org')`);
    await queryRunner.query("ALTER TABLE " + table + " DROP COLUMN x");
    await queryRunner.createTable(
      new Table({
        name: "orders",
        columns: [
          { name: "id", type: "uuid", isPrimary: true, isGenerated: true, generationStrategy: "uuid" },
          { name: "customer_id", type: "int" },
          { name: "open", type: "boolean", default: true, isNullable: true },
          { name: "number", type: "varchar", length: "20", isUnique: true },
        ],
        foreignKeys: [
          { columnNames: ["customer_id"], referencedTableName: "customer", referencedColumnNames: ["id"], onDelete: "CASCADE" },
        ],
      }),
      true,
    );
    await queryRunner.addColumn("orders", new TableColumn({ name: "total", type: "decimal(10,2)", default: "0" }));
    await queryRunner.createIndex("orders", new TableIndex({ name: "idx_customer", columnNames: ["customer_id"] }));
    await queryRunner.createForeignKey("orders", new TableForeignKey({ columnNames: ["parent"], referencedTableName: "orders", referencedColumnNames: ["id"] }));
    await queryRunner.renameColumn("orders", "open", "is_open");
    await queryRunner.dropColumn("orders", "number");
    await queryRunner.changeColumn("orders", "total", column);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable("orders");
    await queryRunner.query(`DROP TABLE "customer"`);
  }
}
