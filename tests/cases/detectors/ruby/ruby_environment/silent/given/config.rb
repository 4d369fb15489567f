ENV[name]
