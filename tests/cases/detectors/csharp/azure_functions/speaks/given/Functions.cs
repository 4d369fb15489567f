public class Functions
{
    [Function("Orders")]
    public IActionResult List([HttpTrigger(AuthorizationLevel.Function, "get", "post")] HttpRequest req) => null;

    [FunctionName("One")]
    public static IActionResult One([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "orders/{id:int}")] HttpRequest req, int id) => null;
}
