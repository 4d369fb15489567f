const { Model, DataTypes } = require("sequelize");

class Company extends Model {
  static init(sequelize) {
    super.init(
      {
        id: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4, primaryKey: true },
        ownerId: { type: DataTypes.UUID, references: { model: "people", key: "id" } },
      },
      { sequelize, modelName: "Company", timestamps: false }
    );
  }
}

class Person extends Model {}
Person.init({ tags: DataTypes.ARRAY(DataTypes.TEXT) }, { sequelize, tableName: "people" });
