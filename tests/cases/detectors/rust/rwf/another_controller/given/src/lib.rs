impl Controller for Robot {
    fn handle(&self) {}
}
