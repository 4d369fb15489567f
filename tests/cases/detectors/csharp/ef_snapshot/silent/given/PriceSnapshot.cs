public class PriceSnapshot
{
    public void Entity(string name) { }
}
