"""What the server runs: the pages, and one worker for background jobs beside them."""

from __future__ import annotations

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binnenuit_web.config.settings")

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import autodiscover_modules

application = get_wsgi_application()

from huey.consumer import Consumer
from huey.contrib.djhuey import HUEY


class WorkerBeside(Consumer):  # type: ignore[misc]  # huey has no types
    """A consumer that leaves the signals to the server; its threads end with the process."""

    def _set_signal_handlers(self) -> None:
        pass


def start_worker() -> Any:
    """Run jobs in a thread from now on, instead of at once in whoever asks for them."""
    autodiscover_modules("jobs")
    HUEY.immediate = False
    worker = WorkerBeside(HUEY, workers=1, worker_type="thread", check_worker_health=False)
    worker.start()
    return worker


start_worker()
