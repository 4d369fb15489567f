package shop;

class Socket {
    private Letter letter;
    // no KafkaTemplate here
    void go() {
        letter.send("hello");
    }
}
