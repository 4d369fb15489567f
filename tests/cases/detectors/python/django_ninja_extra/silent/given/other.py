"""An `api_controller` of our own."""


def api_controller(path):
    return lambda made: made


@plain
class Users:
    def list(self): ...
