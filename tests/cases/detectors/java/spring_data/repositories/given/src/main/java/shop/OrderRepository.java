package shop;

public interface OrderRepository extends JpaRepository<Order, Long> {
  List<Order> findByStateAndCustomer_IdOrderByCreatedAtDescIdAsc(State state, Long customer);

  Optional<Order> findByCodeIgnoreCase(String code);

  List<Order> findTop10ByPaidTrue();

  Page<Order> findByTotalGreaterThanEqual(BigDecimal total, Pageable page);

  boolean existsByCode(String code);

  void deleteByCustomerId(Long id);

  @Query("select o from Order o join fetch o.customer c where c.id = :id and o.state in (:states) order by o.createdAt desc")
  List<Order> recent(Long id, List<State> states);

  @Query(value = "SELECT * FROM orders WHERE code LIKE ? LIMIT 5", nativeQuery = true)
  List<Order> search(String code);

  @Query(Queries.ALL)
  List<Order> elsewhere();

  @Override
  List<Order> findAll();
}
