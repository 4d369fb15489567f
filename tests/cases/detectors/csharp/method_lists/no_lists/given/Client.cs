public class Client
{
    public HttpMethod Method => HttpMethod.Get;
    public string[] Names => new[] { "get it", "POST-box" };
    public string[] Words => new[] { "one" };
}
