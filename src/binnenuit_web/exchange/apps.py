from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "binnenuit_web.exchange"
    label = "exchange"
    verbose_name = _("Bring and give")

    def ready(self) -> None:
        # Importing the services registers what they hold about persons, and the acts of the log.
        from binnenuit_web.exchange import services  # noqa: F401, PLC0415
