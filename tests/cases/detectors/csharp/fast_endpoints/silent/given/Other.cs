public class Job : Worker
{
    public void Configure() { Get("/x"); }
}
