"""The worker for background jobs, in a thread of the server."""

from __future__ import annotations

from django.utils.module_loading import autodiscover_modules
from huey.consumer import Consumer
from huey.contrib.djhuey import HUEY


class WorkerBeside(Consumer):  # type: ignore[misc]  # huey has no types
    """A consumer that leaves the signals to the server; its threads end with the process."""

    def _set_signal_handlers(self) -> None:
        pass


def start_worker() -> None:
    """Run jobs in a thread from now on, instead of at once in whoever asks for them."""
    autodiscover_modules("jobs")
    HUEY.immediate = False
    WorkerBeside(HUEY, workers=1, worker_type="thread", check_worker_health=False).start()
