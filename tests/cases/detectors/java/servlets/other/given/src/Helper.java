package app;

class ServletHelper extends Helper {
    void doGet() {
    }
}
