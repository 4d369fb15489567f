var keys = new KeyPrefix("users");
app.MapControllers();
