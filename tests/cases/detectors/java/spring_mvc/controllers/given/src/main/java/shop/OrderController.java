package shop;

import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping(path = {"/orders", "/purchases"}, method = RequestMethod.GET)
@PreAuthorize("isAuthenticated()")
public class OrderController extends CrudController<Order> implements OrderApi {

  private static final String ONE = "/{id:\\d+}";

  @GetMapping(ONE)
  public ResponseEntity<Order> show(@PathVariable("id") Long id, @RequestHeader(value = "X-Trace", required = false) String trace) {
    return null;
  }

  @RequestMapping({"", "/all"})
  Page<Order> list(@RequestParam(defaultValue = "") String state, Pageable pageable) {
    return null;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @PreAuthorize("hasRole('ADMIN') or hasAuthority('orders:write')")
  public Mono<Order> place(@Valid @RequestBody PlaceOrder body) {
    return null;
  }

  @PermitAll
  @GetMapping("${shop.prefix:/public}/{*path}")
  public void open(@RequestParam("file") MultipartFile file, @CookieValue String session) {}
}
