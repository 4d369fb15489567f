package shop

import jakarta.persistence.*

enum class Status { NEW, PAID }

@MappedSuperclass
abstract class Base(
    @Id @GeneratedValue(strategy = GenerationType.IDENTITY)
    val id: Long? = null,
)

@Entity
@Table(name = "orders", indexes = [Index(name = "orders_number", columnList = "number", unique = true)])
class Order(
    @Column(nullable = false, length = 40)
    var number: String,
    @field:Enumerated(EnumType.STRING)
    var status: Status,
    @ManyToOne(optional = false)
    @JoinColumn(name = "buyer_id")
    val customer: Customer,
    notStored: Int,
) : Base() {
    var paid: Boolean = false
    var createdAt: Instant? = null

    @OneToMany(mappedBy = "order")
    val lines: MutableList<Line> = mutableListOf()

    @ManyToMany
    val tags: MutableSet<Tag> = mutableSetOf()

    val label: String get() = number

    @Transient
    var draft: Boolean = false
}

@Entity
data class Customer(@Id val id: UUID, val name: String?, val visits: Int)
