"""How C# is read."""
