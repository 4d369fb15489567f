from celery import Celery, shared_task
from celery.schedules import crontab

app = Celery("shop")
app.conf.beat_schedule = {
    "clean": {"task": "tasks.clean", "schedule": crontab(hour=3)},
}


@shared_task
def clean():
    pass


@app.task(bind=True)
def report(self):
    pass
