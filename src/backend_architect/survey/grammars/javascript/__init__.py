"""How JavaScript and TypeScript is read."""
