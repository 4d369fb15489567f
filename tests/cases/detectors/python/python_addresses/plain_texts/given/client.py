import os

NAME = os.environ["NAME"]
