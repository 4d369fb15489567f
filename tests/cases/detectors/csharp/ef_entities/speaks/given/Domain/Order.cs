[Table("shop_orders", Schema = "sales")]
[Index(nameof(Number), IsUnique = true)]
public class Order : BaseEntity
{
    public int OrderId { get; private set; }
    [MaxLength(20)] public string Number { get; set; } = "";
    public decimal? Total { get; init; }
    public Guid CustomerId { get; set; }
    public Customer Customer { get; set; } = null!;
    public Status Status { get; set; }
    [Column("noted")] [Required] public string? Note { get; set; }
    [NotMapped] public bool Late { get; set; }
    public bool Paid => Total > 0;
    public ICollection<Tag> Tags { get; set; } = new List<Tag>();
    private int _hidden;
}
