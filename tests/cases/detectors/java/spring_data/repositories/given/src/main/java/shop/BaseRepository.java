package shop;

public interface BaseRepository<T, ID> extends CrudRepository<T, ID> {
  T findByName(String name);
}
