"""The peer of a ballot: the same server software and answers, as Django is usually written.

Session, token against forgery, messages, a form of twelve choices, one row for each ballot, and
nothing sealed. ``python -m benchmarks.mirror_plain FOLDER PORT`` serves it until Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import ClassVar, Final

import django
from django.conf import settings
from tests.web.mirror.numbered import ITEMS

from binnenuit_web.config import databases, server
from binnenuit_web.config.sqlite import use_safe_sqlite

use_safe_sqlite()

FOLDER: Final = "BENCHMARKS_PLAIN"
SESSION: Final = "s" * 32
if __name__ != "__main__":
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": databases.in_file(Path(os.environ[FOLDER]) / "plain.sqlite3")},
        INSTALLED_APPS=["django.contrib.sessions", "django.contrib.messages"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        ROOT_URLCONF=__name__,
        SECRET_KEY="for measuring alone",
    )
    django.setup()

    from django import forms
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.management import call_command
    from django.db import connection, models
    from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
    from django.urls import path

    class Answered(models.Model):
        objects: ClassVar[models.Manager[Answered]] = models.Manager()
        code = models.CharField(max_length=64, unique=True)
        answers = models.JSONField()

        class Meta:
            app_label = "plain"

        def __str__(self) -> str:
            return "answered"

    options = [(number, str(number)) for number in range(1, 6)]
    fields = {
        f"q:{item}": forms.TypedChoiceField(choices=options, coerce=int, required=False)
        for item in ITEMS
    }
    Form = type("Form", (forms.Form,), fields)

    def ballot(request: HttpRequest, code: str) -> HttpResponse:
        request.session.get("language")
        form = Form(request.POST)
        if not form.is_valid():
            return HttpResponse(status=422)
        Answered.objects.get_or_create(code=code, defaults={"answers": form.cleaned_data})
        return HttpResponseRedirect(request.path, status=303)

    def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every view gets one
        return HttpResponse("ok")

    urlpatterns = [path("b/<str:code>/", ballot), path("healthz", healthz)]
    if Answered._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001
        call_command("migrate", verbosity=0)
        with connection.schema_editor() as editor:
            editor.create_model(Answered)
    application = WSGIHandler()


def main() -> None:
    from granian import Granian  # noqa: PLC0415  only who serves loads the server
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    os.environ[FOLDER] = sys.argv[1]
    Granian(
        "benchmarks.mirror_plain:application",
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
