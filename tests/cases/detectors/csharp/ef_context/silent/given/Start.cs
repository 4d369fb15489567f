public class Start
{
    // DbSet<Order> is spoken of here only
    public void Run(Host host) => host.Entity("x").Name("y");
}
