package bus

import amqp "github.com/rabbitmq/amqp091-go"

func mail(ch *amqp.Channel) {
	ch.Publish("shop", "mails", false, false, amqp.Publishing{})
	ch.Consume("mails", "", true, false, false, false, nil)
}
