using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Shop;

[ApiController]
[Route("api/[controller]")]
[Authorize]
public class OrdersController(IOrders orders) : ControllerBase
{
    [HttpGet]
    public async Task<ActionResult<List<Order>>> List([FromQuery] int page, string? q = null) => Ok();

    [HttpGet("{id:int}", Name = "one")]
    [AllowAnonymous]
    public Task<Order> Get(int id) => orders.Get(id);

    [HttpPost, HttpPut]
    [Route("~/legacy/orders")]
    [Authorize(Roles = "Admin")]
    [ProducesResponseType(typeof(Order), StatusCodes.Status201Created)]
    public IActionResult Save([FromBody] Order order) => Ok();

    [NonAction]
    public void Helper() { }

    private void Hidden() { }
}

[Area("Admin")]
public class HomeController : Controller
{
    public IActionResult Index() => View();
    [HttpPost] public IActionResult Save([FromForm] Order order) => View();
}

[Route("base/[controller]/[action]")]
public abstract class BaseController : ControllerBase
{
    [HttpDelete(Routes.One)]
    public virtual IActionResult Delete(int id) => Ok();
}
