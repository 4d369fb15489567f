import requests
from requests_toolbelt import HTTPBasicAuth

auth = HTTPBasicAuth("a", "b")
limit = Limiter(rate=3)
