module.exports = {
  up: async (queryInterface) => {
    await queryInterface.bulkInsert("stars", [{ id: 1 }]);
  },
};
