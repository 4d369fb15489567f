package bus

import (
	"github.com/robfig/cron/v3"
	"github.com/segmentio/kafka-go"
)

func writer() *kafka.Writer {
	return &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "placed"}
}

func reader() *kafka.Reader {
	return kafka.NewReader(kafka.ReaderConfig{Topic: "paid"})
}

func clock(c *cron.Cron) {
	c.AddFunc("0 3 * * *", clean)
}
