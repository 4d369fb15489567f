service class Words {
    resource function get words() { }
}
