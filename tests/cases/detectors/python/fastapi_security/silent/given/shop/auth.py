from requests.auth import HTTPBasicAuth
from werkzeug.exceptions import HTTPException

auth = HTTPBasicAuth("user", "password")


def check():
    raise HTTPException("x")
