import { Migration } from "@mikro-orm/migrations";

const TABLE = "parcels";

export class Migration20240101 extends Migration {
  async up(): Promise<void> {
    this.addSql(`create table if not exists "carriers" ("id" text not null, "name" varchar(40) null, primary key ("id"));`);
    this.addSql('create index "carriers_name" on "carriers" ("name");');
    this.addSql(`CREATE TABLE ${TABLE} (
      id integer primary key,
      carrier_id text references carriers (id) on delete cascade
    )`);
    this.addSql(`alter table ${nameOf("x")} add column y text`);
  }

  async down(): Promise<void> {
    this.addSql('drop table if exists "carriers";');
  }
}
