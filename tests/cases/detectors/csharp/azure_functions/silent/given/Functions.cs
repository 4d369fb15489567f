public class Functions
{
    // HttpTrigger is not used here
    [Function("Nightly")]
    public void Run([TimerTrigger("0 0 * * *")] TimerInfo timer) { }
}
