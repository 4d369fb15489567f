using FastEndpoints;

public class Create(IOrders orders) : Endpoint<CreateRequest, OrderView>
{
    public override void Configure()
    {
        Post("/orders", CreateRequest.Other);
        Roles("admin");
        Version(2);
        Summary(s => { s.Get("/none"); });
    }
}

public class Status : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(Http.GET, Http.POST);
        Routes("/status");
        AllowAnonymous();
        Group<Reports>();
    }
}

public sealed class Admin : Group
{
    public Admin() => Configure("admin", ep => { });
}

public sealed class Reports : SubGroup<Admin>
{
    public Reports() { Configure("reports", ep => { }); }
}

public static class Start
{
    public static void Use(WebApplication app) => app.UseFastEndpoints(c => { c.Endpoints.RoutePrefix = "api"; });
}
