var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers(options =>
{
    options.Conventions.Add(new RouteTokenTransformerConvention(new SlugifyParameterTransformer()));
    options.UseGeneralRoutePrefix("api");
});
var app = builder.Build();
app.MapAreaControllerRoute("admin", "Admin", "Admin/{controller=Home}/{action=Index}/{id?}");
app.MapControllerRoute(name: "cart", pattern: "cart", defaults: new { controller = "Shop", action = "Cart" });
app.MapDefaultControllerRoute();
app.Run();
