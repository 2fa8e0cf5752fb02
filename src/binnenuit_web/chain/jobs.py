"""Work in the background; each job only passes the word on."""

from __future__ import annotations

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from binnenuit_web.chain import services


@db_task()  # type: ignore[untyped-decorator]  # huey has no types
def read_books(token: str) -> None:
    services.read_import(token)


@db_periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]  # as above
def keep_payers() -> None:
    """Tell who pays which team after a change at which nobody looked, and on a new day."""
    services.keep_payers()
