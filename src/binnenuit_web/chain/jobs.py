"""Work in the background; each job only passes the word on."""

from __future__ import annotations

from huey.contrib.djhuey import db_task

from binnenuit_web.chain import services


@db_task()  # type: ignore[untyped-decorator]  # huey has no types
def read_books(token: str) -> None:
    services.read_import(token)
