"""Work in the background; each job only passes the word on."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from binnenuit_web.signals import services


@db_periodic_task(crontab(minute="10"))  # type: ignore[untyped-decorator]  # huey has no types
def turn_the_week() -> None:
    """Close what is over, also after days in which the server stood still; begin the new week."""
    today = timezone.localdate()
    services.close_weeks(today)
    services.running_week(today)
