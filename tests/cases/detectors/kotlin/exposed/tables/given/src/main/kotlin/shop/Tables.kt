package shop

import org.jetbrains.exposed.dao.id.IntIdTable
import org.jetbrains.exposed.sql.ReferenceOption
import org.jetbrains.exposed.sql.Table

object Customers : IntIdTable("customers") {
    val email = varchar("email", 120).uniqueIndex()
    val bio = text("bio").nullable()
    val invitedBy = optReference("invited_by", Customers)
}

object Orders : Table() {
    val number = long("number").autoIncrement()
    val customer = reference("customer_id", Customers, onDelete = ReferenceOption.CASCADE)
    val total = decimal("total", 10, 2).default(ZERO)
    val paid = bool("paid").index()
    override val primaryKey = PrimaryKey(number)

    init {
        uniqueIndex(customer, number)
    }
}
