const TABLE = "stars";

module.exports = {
  up: async (queryInterface, Sequelize) => {
    await queryInterface.createTable(TABLE, {
      id: { type: Sequelize.UUID, allowNull: false, primaryKey: true },
      userId: {
        type: Sequelize.UUID,
        allowNull: false,
        references: { model: "users", key: "id" },
        onDelete: "cascade",
      },
      createdAt: { type: Sequelize.DATE, allowNull: false },
    });
    await queryInterface.addColumn(TABLE, "index", { type: Sequelize.STRING, allowNull: true });
    await queryInterface.addIndex(TABLE, ["userId"], { name: "stars_user" });
    await queryInterface.addConstraint(TABLE, {
      fields: ["userId", "index"],
      type: "unique",
      name: "stars_once",
    });
    await queryInterface.changeColumn(TABLE, "index", { type: Sequelize.TEXT });
    await queryInterface.renameColumn(TABLE, "index", "place");
    await queryInterface.removeIndex(TABLE, "stars_user");
    await queryInterface.removeColumn(TABLE, "createdAt");
    await queryInterface.addColumn(nameOf(TABLE), "x", Sequelize.STRING);
  },
  down: async (queryInterface) => {
    await queryInterface.dropTable(TABLE);
  },
};
