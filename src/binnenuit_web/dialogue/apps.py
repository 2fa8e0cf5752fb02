from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialogueConfig(AppConfig):
    name = "binnenuit_web.dialogue"
    label = "dialogue"
    verbose_name = _("Core questions")

    def ready(self) -> None:
        # Importing the services registers what they hold about persons, and the acts of the log.
        from binnenuit_web.dialogue import services  # noqa: F401, PLC0415
