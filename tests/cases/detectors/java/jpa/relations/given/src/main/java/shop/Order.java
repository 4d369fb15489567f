package shop;

import jakarta.persistence.*;

@Entity
@Table(name = "PURCHASE_ORDER", schema = "sales",
    indexes = {@Index(name = "ix_state", columnList = "state, createdAt DESC"), @Index(columnList = "code", unique = true)},
    uniqueConstraints = @UniqueConstraint(name = "uq_code", columnNames = {"CUSTOMER_ID", "code"}))
public class Order extends Auditable<Long> {
  public enum State { NEW, PAID }

  static final long serialVersionUID = 1L;

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(length = 20, nullable = false, unique = true)
  private String code;

  @Enumerated(EnumType.STRING)
  private State state;

  private State lastState;

  private Channel channel;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "CUSTOMER_ID")
  @OnDelete(action = OnDeleteAction.CASCADE)
  private Customer customer;

  @OneToOne
  private Invoice mainInvoice;

  @OneToMany(mappedBy = "order")
  private List<Line> lines;

  @OneToMany
  @JoinColumn(name = "order_id", nullable = false)
  private Set<Note> notes;

  @ManyToMany
  @JoinTable(name = "order_tag", joinColumns = @JoinColumn(name = "order_id"), inverseJoinColumns = @JoinColumn(name = "tag_id"))
  private Set<Tag> tags;

  @ManyToMany
  private Set<Coupon> usedCoupons;

  @ElementCollection
  private List<String> remarks;

  @Embedded
  private Money total;

  @Embedded
  @AttributeOverrides({@AttributeOverride(name = "street", column = @Column(name = "ship_street"))})
  private Address shipTo;

  @Lob
  private String comment;

  @Column(columnDefinition = "timestamptz not null default now()")
  private Instant createdAt;

  @Column(precision = 10, scale = 2)
  private BigDecimal price;

  @NotBlank
  @Size(max = 40)
  private String label;

  private boolean open;

  @Transient
  private String shown;

  @ManyToOne
  @JoinColumns({@JoinColumn(name = "a", referencedColumnName = "x"), @JoinColumn(name = "b", referencedColumnName = "y")})
  private Parcel parcel;
}
