from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignalsConfig(AppConfig):
    name = "binnenuit_web.signals"
    label = "signals"
    verbose_name = _("This happened")

    def ready(self) -> None:
        # Importing the services registers what they hold about persons, and the acts of the log.
        from binnenuit_web.signals import services  # noqa: F401, PLC0415
