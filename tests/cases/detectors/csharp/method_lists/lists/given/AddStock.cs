namespace Shop;

public class AddStock
{
    public static string Route => "/products/{id:guid}/stock";
    public static string[] Methods => new string[] { HttpMethod.Put.ToString(), HttpMethods.Post };
    public static Delegate Handle => Action;
    private static readonly List<string> Others = new() { "GET" };
}
