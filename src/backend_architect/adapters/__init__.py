"""The windows opened. Only here: files, subprocesses, sockets, the clock, the environment."""
