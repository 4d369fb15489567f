package shop;

@RequestMapping("/api")
public interface OrderApi {
  @DeleteMapping("/{id}")
  @Secured("ROLE_ADMIN")
  void remove(@PathVariable Long id);

  @GetMapping(Paths.EXPORT)
  byte[] export();
}
