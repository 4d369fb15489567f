package shop;

@RestControllerAdvice
class Errors extends ResponseEntityExceptionHandler {
  @ExceptionHandler
  Map<String, Object> handle(Exception e) {
    return Map.of("error", e.getMessage(), "code", 1);
  }

  ProblemDetail none() {
    return ProblemDetail.forStatus(404);
  }
}

class Orders {
  Order find() {
    throw new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
