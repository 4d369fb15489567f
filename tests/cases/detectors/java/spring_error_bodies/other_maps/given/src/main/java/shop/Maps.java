package shop;

// ProblemDetail is not used here.
class Maps {
  Map<String, String> all() {
    return Map.of("error", "a word");
  }
}
