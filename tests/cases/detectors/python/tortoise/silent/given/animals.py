"""A tortoise is an animal here."""


class Tortoise:
    age = 100
