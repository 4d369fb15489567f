const { Kafka } = require('kafkajs');

async function placed(order) {
  await producer.send({ topic: 'placed', messages: [order] });
}

async function run() {
  await consumer.subscribe({ topic: 'paid', fromBeginning: true });
}
