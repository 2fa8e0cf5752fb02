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


@db_periodic_task(crontab(hour="3", minute="20"))  # type: ignore[untyped-decorator]  # as above
def go_on() -> None:
    """Ask the next layer where one was silent too long, and close what was asked long enough.

    What people took back, or had forgotten, leaves the log of the database as well.
    """
    today = timezone.localdate()
    services.go_on(today)
    services.close_things(today)
    services.erase()
