import amqp from 'amqplib';

export function mail(channel: Channel) {
  channel.sendToQueue('mails', Buffer.from('x'));
  channel.consume('mails', print);
}
