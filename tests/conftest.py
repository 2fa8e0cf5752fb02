"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# A busy machine is no fault of the code; timeouts of pytest end what really hangs. Examples are the
# same in every run, so that a change is judged by itself; HYPOTHESIS_PROFILE=explore draws others.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
