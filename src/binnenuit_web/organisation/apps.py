from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    name = "binnenuit_web.organisation"
    label = "organisation"
    verbose_name = _("Organisation")

    def ready(self) -> None:
        # Importing the services registers what they hold about persons: see people/personal.py.
        from binnenuit_web.organisation import services  # noqa: F401, PLC0415
