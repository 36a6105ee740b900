"""The product's own queue and jobs with a clock that does not wait: every second."""

from monitoring.celery import app

app.conf.beat_schedule = {
    name: {"task": entry["task"], "schedule": 1.0}
    for name, entry in app.conf.beat_schedule.items()
    if entry["task"] in ("tracker.run_alerts", "tracker.send_messages")
}
app.conf.beat_max_loop_interval = 1
