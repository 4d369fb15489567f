"""Not settings: the names stand in a function, or hold something else."""


def build():
    ROOT_URLCONF = "x"
    MIDDLEWARE = ["a.B"]
    return ROOT_URLCONF, MIDDLEWARE


CACHES = make_caches()
