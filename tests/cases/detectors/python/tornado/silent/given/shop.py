import logging

pairs = [("/a", logging.Handler), ("b", 2)]


class Quiet(logging.Formatter):
    def get(self): ...
