public class ShopContext : IdentityDbContext<Account>
{
    public DbSet<Order> Orders { get; set; }
    public DbSet<Tag>? Tags => Set<Tag>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        builder.Entity<Line>(line =>
        {
            line.HasKey(x => new { x.OrderId, x.Number });
            line.HasIndex(x => x.Code).IsUnique();
        });
        builder.Entity<Customer>().ToTable("clients", "sales");
    }
}

public class TagMap : IEntityTypeConfiguration<Tag>
{
    public void Configure(EntityTypeBuilder<Tag> builder)
    {
        builder.HasIndex(tag => tag.Name);
        builder.OwnsOne(tag => tag.Owner, owner => owner.ToTable("owners"));
    }
}
