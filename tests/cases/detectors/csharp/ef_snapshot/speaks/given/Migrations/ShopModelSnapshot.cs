[DbContext(typeof(ShopContext))]
partial class ShopModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity("Shop.Order", b =>
            {
                b.Property<int>("Id").ValueGeneratedOnAdd().HasColumnType("integer");
                b.Property<string>("Number").IsRequired().HasMaxLength(20).HasColumnName("number");
                b.Property<Guid?>("CustomerId");
                b.Property<string>("Discriminator").IsRequired();
                b.HasKey("Id");
                b.HasIndex("Number").IsUnique();
                b.HasIndex("CustomerId");
                b.ToTable("Orders");
            });
        modelBuilder.Entity("Shop.Customer", b =>
            {
                b.Property<Guid>("Id");
                b.HasKey("Id");
                b.ToTable("Customers", (string)null);
            });
        modelBuilder.Entity("Shop.GiftOrder", b =>
            {
                b.HasBaseType("Shop.Order");
                b.Property<string>("Wish").IsRequired();
                b.HasDiscriminator().HasValue("GiftOrder");
            });
        modelBuilder.Entity("Shop.Order", b =>
            {
                b.HasOne("Shop.Customer", "Customer").WithMany("Orders").HasForeignKey("CustomerId").OnDelete(DeleteBehavior.Cascade);
                b.OwnsOne("Shop.Address", "Address", b1 =>
                    {
                        b1.Property<int>("OrderId");
                        b1.Property<string>("Street").HasColumnName("Address_Street");
                        b1.HasKey("OrderId");
                        b1.ToTable("Orders");
                        b1.WithOwner().HasForeignKey("OrderId");
                    });
                b.Navigation("Customer");
            });
    }
}
