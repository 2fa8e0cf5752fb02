"""Work in the background; each job only passes the word on."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from binnenuit_web.dialogue import services


@db_periodic_task(crontab(hour="3", minute="40"))  # type: ignore[untyped-decorator]  # no types
def turn_the_night() -> None:
    """Close what is over, and make pictures: by night, so that no picture tells who just voted.

    What people took back, or had forgotten, leaves the log of the database as well.
    """
    today = timezone.localdate()
    services.restart_keyless(today)
    services.close_over(today)
    services.make_pictures(today)
    services.close_polls(today)
    services.erase()
