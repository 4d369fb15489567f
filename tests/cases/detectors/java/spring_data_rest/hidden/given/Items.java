package shop;

@RepositoryRestResource(exported = false)
public interface Items extends JpaRepository<Item, Long> {}

interface Hidden extends JpaRepository<Item, Long> {}
