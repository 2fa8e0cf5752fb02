from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PromisesConfig(AppConfig):
    name = "binnenuit_web.promises"
    label = "promises"
    verbose_name = _("Promises")

    def ready(self) -> None:
        # Importing the services registers what they hold about persons, and the acts of the log.
        from binnenuit_web.promises import services  # noqa: F401, PLC0415
