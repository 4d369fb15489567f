namespace Game;

public class PlayerController : IPlayer
{
    public void Move() { }
}

[NonController]
public class PlainController : ControllerBase
{
    [HttpGet] public string Get() => "";
}

public interface IOrdersApi
{
    [HttpGet("orders")] Task<string> Get();
}
