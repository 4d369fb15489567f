const host = process.env.CATALOGUE_HOST || 'catalogue';
const level = process.env.LEVEL || 'info';

async function stock(id) {
  return axios.get(`http://stock:8080/items/${id}`);
}

const store = 'mongodb://me:secret@db:27017/shop';
