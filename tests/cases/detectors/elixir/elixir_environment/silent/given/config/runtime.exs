System.get_env(name)
