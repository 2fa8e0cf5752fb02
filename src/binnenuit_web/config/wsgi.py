"""What the server runs: the pages, and one worker for background jobs beside them."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binnenuit_web.config.settings")
application = get_wsgi_application()

from binnenuit_web.config.worker import start_worker  # noqa: E402  needs the applications loaded

start_worker()
