export const action = async () => {};
