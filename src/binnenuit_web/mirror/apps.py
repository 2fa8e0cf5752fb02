from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MirrorConfig(AppConfig):
    name = "binnenuit_web.mirror"
    label = "mirror"
    verbose_name = _("Mirror")

    def ready(self) -> None:
        # Importing the services registers what they hold about persons, and the acts of the log.
        from binnenuit_web.mirror import services  # noqa: F401, PLC0415
