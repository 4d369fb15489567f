const name = process.env.NAME;
