"""The demo stays whole: what a visitor tries out is put back after a while, the rest is refused."""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from binnenuit_web.demo.load import put_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

PUT_BACK_SECONDS: Final = 30 * 60
_LOOKING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# What these change, ``put_back`` makes whole again.
_TRIED_OUT: Final = frozenset(
    {
        "chain:assign",
        "chain:withdraw",
        "chain:naming",
        "chain:judge",
        "dialogue:begin",
        "dialogue:vote",
        "dialogue:undo",
        "dialogue:mine",
        "dialogue:write",
        "dialogue:moderate",
        "dialogue:new_value",
        "dialogue:change_value",
        "dialogue:ask_value",
        "dialogue:withdraw_value",
        "dialogue:new_behaviour",
        "dialogue:change_behaviour",
        "dialogue:ask_behaviour",
        "dialogue:withdraw_behaviour",
        "dialogue:poll",
        "dialogue:object",
        "dialogue:take_back",
        "dialogue:decide",
        "dialogue:readiness",
        "dialogue:begin_readiness",
        "exchange:begin",
        "exchange:key",
        "exchange:open",
        "exchange:part",
        "exchange:decline",
        "exchange:mark",
        "exchange:promise",
        "exchange:again",
        "exchange:link",
        "exchange:customer_part",
        "exchange:customer_mark",
        "exchange:customer_promise",
        "mirror:own_view",
        "mirror:collect",
        "mirror:looked",
        "mirror:team",
        "mirror:open",
        "mirror:close",
        "mirror:release",
        "mirror:key",
        "mirror:stop",
        "mirror:go_on",
        "mirror:letters",
        "mirror:addresses",
        "mirror:paper",
        "mirror:enter",
        "mirror:slips",
        "mirror:remind",
        "promises:happen",
        "signals:tap",
        "signals:take_back",
        "signals:begin_walk",
        "signals:answer",
        "signals:things",
        "signals:thing",
    }
)
# These touch only the visitor's own session, or nothing at all.
_HARMLESS: Final = frozenset(
    {
        "home:demo_sign_in",
        "account_login",
        "account_logout",
        "set_language",
        "chain:groceries",
        "mirror:audit",
        "privacy:check",
    }
)


class StaysWhole:
    """Middleware of the demo. A page that is not named above may be looked at, never sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._lock = Lock()
        # What happened before this process began, nobody knows: put all back in time.
        self._touched_at: float | None = time.monotonic()
        self._day = timezone.localdate()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        self._put_back_in_time()
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        if request.method in _LOOKING or name in _HARMLESS:
            return None
        if name in _TRIED_OUT:
            self._touch()
            return None
        messages.info(
            request,
            gettext(
                "This organisation is invented and stays as it is. "
                "Your own one starts empty: binnenuit start."
            ),
        )
        return redirect(_page_before(request))

    def _touch(self) -> None:
        """Remember the first change since all was whole: a later one gives no delay."""
        with self._lock:
            if self._touched_at is None:
                self._touched_at = time.monotonic()

    def _put_back_in_time(self) -> None:
        """Put all back some time after a change, and on a new day: life is counted from today."""
        with self._lock:
            today = timezone.localdate()
            if today == self._day and not self._was_touched_long_ago():
                return
            put_back()
            self._touched_at, self._day = None, today

    def _was_touched_long_ago(self) -> bool:
        at = self._touched_at
        return at is not None and time.monotonic() - at >= PUT_BACK_SECONDS


def _page_before(request: HttpRequest) -> str:
    """The page with the form, as far as it is one of ours."""
    before = urlsplit(request.headers.get("referer", ""))
    ours = before.netloc == request.get_host() and not before.path.startswith("//")
    return before.path if ours and before.path else "/"
