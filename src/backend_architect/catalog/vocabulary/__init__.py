"""The words of requests: capabilities, proper names, and the English that asks for them."""
