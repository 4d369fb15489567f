public class Lists(List<int> numbers)
{
    public int One() => numbers.First(n => n > 1);
    public void Two(HttpContext context) => context.Items.Clear();
}
