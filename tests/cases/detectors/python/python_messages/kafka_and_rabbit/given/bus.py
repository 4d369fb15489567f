from kafka import KafkaConsumer, KafkaProducer

producer = KafkaProducer()
consumer = KafkaConsumer("paid", group_id="shop")


def placed(order):
    producer.send("placed", order)
