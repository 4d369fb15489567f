package shop;

public interface Categories extends JpaRepository<Category, Long> {}
