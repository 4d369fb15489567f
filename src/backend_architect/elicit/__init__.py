"""Words, and the system as it is, become a Brief or the questions that are still open.

`elicit.py` is the verb. `text.py` makes sentences with offsets of hostile or honest words; the
readers beside it each take one kind of thing from them; `complete.py` brings answers in; `ask.py`
reads the shelf `questions/`.
"""
