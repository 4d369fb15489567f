module.exports = (sequelize, DataTypes) => {
  const Author = sequelize.define(
    "author",
    {
      email: { type: DataTypes.STRING(120), allowNull: false, unique: true },
      fullName: DataTypes.STRING,
      age: { type: DataTypes.INTEGER, defaultValue: 0, field: "years" },
      label: { type: DataTypes.VIRTUAL },
    },
    { underscored: true, paranoid: true, indexes: [{ fields: ["full_name"], unique: true }] }
  );
  Author.associate = (models) => {
    Author.belongsTo(models.Company, { foreignKey: "companyId", onDelete: "CASCADE" });
    Author.belongsToMany(models.Tag, { through: "author_tags", foreignKey: "authorId", otherKey: "tagId" });
  };
  return Author;
};
