package shop;

class Tasks {
    @Scheduled(cron = "0 0 * * * *")
    void hourly() {}

    @Scheduled(fixedRate = 5000)
    void often() {}

    Trigger trigger() {
        return newTrigger().withSchedule(cronSchedule("0 0 12 * * ?")).build();
    }
}
