var app = WebApplication.CreateBuilder(args).Build();
app.MapMethods(AddStock.Route, AddStock.Methods, AddStock.Handle);
app.Run();
