package shop;

@EnableBinding(Source.class)
class Messages {
    private KafkaTemplate<String, Order> template;

    @KafkaListener(topics = {"placed", "paid"})
    void placed(Order order) {
        template.send("shipped", order);
    }

    @RabbitListener(bindings = @QueueBinding(value = @Queue("mails"), exchange = @Exchange("x")))
    void mail(Order order) {
        rabbitTemplate.convertAndSend("exchange", "key", order);
    }
}
