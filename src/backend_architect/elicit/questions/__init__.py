"""One thing we must know before designing, one module each (`elicit/question.py`)."""
