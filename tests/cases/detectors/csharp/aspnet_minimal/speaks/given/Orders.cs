public static class Orders
{
    public static IEndpointRouteBuilder MapOrders(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup($"{Base}/orders");
        group.RequireAuthorization();
        group.MapGet("/", List);
        return routes;
    }
}

public class Users : CarterModule
{
    public Users() : base("/users") { }

    public override void AddRoutes(IEndpointRouteBuilder app) => app.MapGet("", () => "all");
}

public class CreateOrder : IEndpoint
{
    public void MapEndpoint(IEndpointRouteBuilder app) => app.MapPost("orders", Handle);
}

public class TodoItems : EndpointGroupBase
{
    public override void Map(RouteGroupBuilder groupBuilder)
    {
        groupBuilder.MapPut(Update, "{id}");
    }
}

public static class Every
{
    public static void MapAll(this WebApplication app, RouteGroupBuilder? group = null)
    {
        var endpoints = app.Services.GetRequiredService<IEnumerable<IEndpoint>>();
        IEndpointRouteBuilder builder = group is null ? app : group;
        foreach (var endpoint in endpoints)
        {
            endpoint.MapEndpoint(builder);
        }
    }
}
