public class Client(IMapper mapper)
{
    // app.MapGet("/commented", () => "no");
    public Order Read(Row row) => mapper.Map<Order>(row);
    public void Copy(Shape shape) => shape.MapGet("/nothing", this);
}
