# celery would run this
def clean():
    pass
