"""Work in the background; each job only passes the word on."""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from binnenuit_web.mirror import services
from binnenuit_web.mirror.services import box, inviting


@db_periodic_task(crontab(minute="15"))  # type: ignore[untyped-decorator]  # huey has no types
def turn_the_day() -> None:
    """Close what is over and show what waited a day, also after days without a server."""
    today = timezone.localdate()
    services.find_shown(today)
    services.close_due(today)
    services.release_due(today)


@db_periodic_task(crontab(minute="35"))  # type: ignore[untyped-decorator]  # as above
def mix() -> None:
    """Take the order out of the box."""
    box.mix()


@db_periodic_task(crontab(hour="2", minute="50"))  # type: ignore[untyped-decorator]  # as above
def look_by_night() -> None:
    """See in which layers enough people answered; by day nobody looks."""
    services.look_by_night()


@db_periodic_task(crontab(hour="8", minute="5"))  # type: ignore[untyped-decorator]  # as above
def remind() -> None:
    """Remind whom it is time for, in the morning."""
    inviting.remind_due(timezone.localdate())


@db_task()  # type: ignore[untyped-decorator]  # as above
def deliver(sending: int) -> None:
    """Mail what a facilitator asked for. The queue knows its number only, and no person."""
    inviting.deliver(sending, timezone.localdate())
