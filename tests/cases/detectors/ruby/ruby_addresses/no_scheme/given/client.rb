NOTE = "a ://"
