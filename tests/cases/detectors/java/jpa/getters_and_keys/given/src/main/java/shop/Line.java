package shop;

import javax.persistence.*;

@Entity(name = "OrderLine")
@Inheritance(strategy = InheritanceType.SINGLE_TABLE)
public class Line {
  private LineId id;

  @EmbeddedId
  public LineId getId() { return id; }

  public String getSKUCode() { return null; }

  @Transient
  public int getTotal() { return 0; }

  public boolean isGift() { return false; }

  public void setGift(boolean gift) {}
}
