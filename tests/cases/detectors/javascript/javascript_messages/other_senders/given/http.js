const kafka = 'not imported';

function answer(res) {
  res.send({ topic: 'x' });
}
