package shop;

public interface Finder extends Comparable<Finder> {
  // A JpaRepository<Order, Long> is used elsewhere.
  Order findByCode(String code);
}
