using ServiceStack;

[Route("/orders", "GET,POST")]
[Route("/orders/{Id}")]
public class Orders : IReturn<OrdersView> { public int Id { get; set; } }

[Route("/stock")]
public class Stock : IReturn<StockView>, IGet { }

public class Host : AppHostBase
{
    public override void Configure(Container container)
    {
        Routes.Add<Hello>("/hello", "GET").Add<Hello>("/hello/{Name}");
    }
}
