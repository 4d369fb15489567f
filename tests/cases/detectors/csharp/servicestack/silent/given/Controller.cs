using ServiceStack;

[Route("api/[controller]")]
public class OrdersController : Controller
{
    public void Fill(List<string> names) => names.Add("x");
}
