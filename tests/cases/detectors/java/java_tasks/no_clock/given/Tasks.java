package shop;

class Tasks {
    // @Scheduled was here
    void hourly() {}
}
