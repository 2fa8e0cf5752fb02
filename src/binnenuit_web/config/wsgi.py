"""What the server runs: the pages, and one worker for background jobs beside them."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binnenuit_web.config.settings")
application = get_wsgi_application()

from binnenuit_web.config import occupied, server  # noqa: E402  needs the settings
from binnenuit_web.config.settings import CHOSEN  # noqa: E402
from binnenuit_web.config.worker import start_worker  # noqa: E402  needs the applications loaded

occupied.hold_while_this_process_lives(CHOSEN.data)
server.end_with_parent()
start_worker()
