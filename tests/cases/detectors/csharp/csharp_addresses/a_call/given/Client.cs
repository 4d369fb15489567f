class Client
{
    string Url = "http://stock:8080/items";
    string Store = "mongodb://user:secret@db:27017/shop";
}
