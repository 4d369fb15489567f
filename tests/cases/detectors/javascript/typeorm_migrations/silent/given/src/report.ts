export class Report {
  async up(queryRunner) {
    return this.pool.query("SELECT 1");
  }

  async run(queryRunner) {
    await queryRunner.query("CREATE TABLE scratch (id int)");
  }
}
