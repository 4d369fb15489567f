import pika


def run(channel):
    channel.basic_publish(exchange="", routing_key="mails", body=b"x")
    channel.basic_consume(queue="mails", on_message_callback=print)
