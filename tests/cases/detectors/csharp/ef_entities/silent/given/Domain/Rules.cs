public static class Rules
{
    public static int Id { get; set; }
}
