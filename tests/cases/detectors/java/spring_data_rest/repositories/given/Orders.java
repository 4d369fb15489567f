package shop;

@RepositoryRestResource(path = "order")
interface Orders extends PagingAndSortingRepository<Order, Long> {
    List<Order> findByStatus(String status);

    @RestResource(exported = false)
    List<Order> findByOwner(String owner);
}
