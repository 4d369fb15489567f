val note = "a ://"
