"""The peer of a tap: the same server software, a Django view, one row, and nothing else.

No session, no token against forgery, no permission, no page. ``python -m benchmarks.daily_bare
FOLDER PORT`` serves it until Ctrl-C.
"""

from __future__ import annotations

import os
import sys
import uuid
from pathlib import Path
from typing import ClassVar, Final

import django
from django.conf import settings

from binnenuit_web.config import databases, server
from binnenuit_web.config.sqlite import use_safe_sqlite

use_safe_sqlite()

FOLDER: Final = "BENCHMARKS_BARE"
if __name__ != "__main__":
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": databases.in_file(Path(os.environ[FOLDER]) / "view.sqlite3")},
        ROOT_URLCONF=__name__,
        SECRET_KEY="for measuring alone",
    )
    django.setup()

    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection, models
    from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
    from django.urls import path

    class Tapped(models.Model):
        objects: ClassVar[models.Manager[Tapped]] = models.Manager()
        hash = models.CharField(max_length=64, unique=True)

        class Meta:
            app_label = "bare"

        def __str__(self) -> str:
            return "tapped"

    def tap(request: HttpRequest) -> HttpResponse:
        Tapped.objects.create(hash=f"{request.POST['symptom']} {uuid.uuid4()}")
        return HttpResponseRedirect("/")

    def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every view gets one
        return HttpResponse("ok")

    urlpatterns = [path("this-happened/tap/", tap), path("healthz", healthz)]
    if Tapped._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001
        with connection.schema_editor() as editor:
            editor.create_model(Tapped)
    application = WSGIHandler()


def main() -> None:
    from granian import Granian  # noqa: PLC0415  only who serves loads the server
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    os.environ[FOLDER] = sys.argv[1]
    Granian(
        "benchmarks.daily_bare:application",
        address="127.0.0.1",
        port=int(sys.argv[2]),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        workers_kill_timeout=server.SECONDS_TO_END,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
