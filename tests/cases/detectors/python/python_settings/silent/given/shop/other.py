def work(config, env, settings):
    config("x", 3)
    env("lower")
    return settings["DEBUG"], environ_of("X")
