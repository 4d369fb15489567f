"""Paths and tables of C# that are put together from several files."""

from __future__ import annotations

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.pool import Inline
from backend_architect.model.architecture import Model
from backend_architect.survey.survey import survey
from tests.fakes.workspace import FakeWorkspace


def surveyed(files: dict[str, str]) -> Model:
    whole = {"Shop.csproj": "<Project />", **files}
    workspace = FakeWorkspace({path: text.encode() for path, text in whole.items()})
    return survey(workspace, Inline(), MemoryCache())


def operations(files: dict[str, str]) -> set[str]:
    return {operation.name for operation in surveyed(files).operations}


def test_a_controller_inherits_its_template_and_its_actions() -> None:
    assert operations(
        {
            "BaseController.cs": """
[Route("api/[controller]")]
public abstract class BaseController : ControllerBase
{
    [HttpDelete("{id:int}")] public IActionResult Remove(int id) => Ok();
}""",
            "OrdersController.cs": """
public class OrdersController : BaseController
{
    [HttpGet(ApiRoutes.Orders.All)] public IActionResult List() => Ok();
    [HttpPost("~/legacy/[action]")] public IActionResult Save() => Ok();
}""",
            "ApiRoutes.cs": """
public static class ApiRoutes
{
    private const string Every = "all";
    public static class Orders { public const string All = $"{Every}/" + nameof(Orders); }
}""",
        }
    ) == {"DELETE /api/Orders/{id}", "GET /api/Orders/all/Orders", "POST /legacy/Save"}


def test_controllers_without_templates_stand_where_conventions_put_them() -> None:
    assert operations(
        {
            "Program.cs": 'app.MapControllerRoute("d", "{controller=Home}/{action=Index}/{id?}");',
            "HomeController.cs": """
public class HomeController : Controller
{
    public IActionResult Index() => View();
    [HttpPost] public IActionResult Edit(int id) => View();
}""",
        }
    ) == {"GET /Home/Index", "POST /Home/Edit/{id}"}


def test_groups_are_followed_into_extension_methods_and_interfaces() -> None:
    assert operations(
        {
            "Program.cs": """
var app = builder.Build();
var api = app.MapGroup("/api");
api.MapGroup("orders").MapOrders();
app.MapAll(api);
""",
            "Orders/Endpoints.cs": """
public static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder routes) => routes.MapGet("", List);
}""",
            "IEndpoint.cs": "public interface IEndpoint { void Map(IEndpointRouteBuilder app); }",
            "Ping.cs": """
public class Ping : IEndpoint
{
    public void Map(IEndpointRouteBuilder app) => app.MapGet("ping", () => "pong");
}""",
            "Every.cs": """
public static class Every
{
    public static void MapAll(this WebApplication app, RouteGroupBuilder group)
    {
        IEndpointRouteBuilder builder = group ?? app;
        foreach (IEndpoint endpoint in app.Services.GetRequiredService<IEnumerable<IEndpoint>>())
        {
            endpoint.Map(builder);
        }
    }
}""",
        }
    ) == {"GET /api/orders", "GET /api/ping"}


def test_a_context_names_the_tables_and_references_get_keys() -> None:
    model = surveyed(
        {
            "ShopContext.cs": """
public class ShopContext : DbContext
{
    public DbSet<Order> Orders { get; set; }
    public DbSet<Tag> Tags { get; set; }
}""",
            "Domain/Order.cs": """
public class Order : BaseEntity
{
    public Customer? Buyer { get; set; }
    public Status Status { get; set; }
    public List<Tag> Tags { get; set; }
}
public enum Status { Open, Paid }""",
            "Domain/Tag.cs": "public class Tag { public int Id { get; set; } "
            "public List<Order> Orders { get; set; } }",
            "Domain/Customer.cs": "public class Customer { public Guid CustomerId { get; set; } }",
            "Domain/BaseEntity.cs": "public class BaseEntity { public int Id { get; set; } }",
        }
    )
    tables = {table.name: {c.name for c in model.columns_of(table)} for table in model.tables}
    assert tables == {
        "Customer": {"CustomerId"},
        "OrderTag": {"OrdersId", "TagsId"},
        "Orders": {"Id", "BuyerCustomerId", "Status"},
        "Tags": {"Id"},
    }
