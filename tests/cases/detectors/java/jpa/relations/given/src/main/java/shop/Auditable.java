package shop;

import javax.persistence.*;

@MappedSuperclass
public abstract class Auditable<ID> {
  @Version
  private int version;
}
