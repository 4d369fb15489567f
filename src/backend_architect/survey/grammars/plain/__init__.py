"""How languages without a parser among the wheels are read: comments, strings, brackets."""
