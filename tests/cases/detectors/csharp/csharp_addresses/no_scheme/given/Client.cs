class Client
{
    string Note = "a ://";
}
