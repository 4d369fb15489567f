import os

here = os.path(__file__)
roots = [os.path.join("a", "b")]
url = make_url("x", here)
names = [ path("x") for path in roots]
