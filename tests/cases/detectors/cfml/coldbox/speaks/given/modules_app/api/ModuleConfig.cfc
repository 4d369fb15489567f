component {
    this.entryPoint = "/api/v1";
}
