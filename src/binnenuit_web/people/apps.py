from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "binnenuit_web.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        # Importing the services registers what they hold about persons: see personal.py.
        from binnenuit_web.people import services  # noqa: F401, PLC0415
