package shop;

import javax.persistence.*;

@Embeddable
public record LineId(Long orderId, @Column(name = "line_no") int number) {}
