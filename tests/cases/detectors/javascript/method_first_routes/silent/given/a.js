class Emitter {
  run() { this.on("GET", "/x", handler); }
}
