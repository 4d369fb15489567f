public class Tool
{
    // app.UseCors() is not called
    public void Run(Pen pen) => pen.UseInk();
}
