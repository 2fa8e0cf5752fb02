"""The slot of the ballot box, /b/CODE/: who has the code may answer, and nobody is known here.

Answered before sessions: no cookie is set, and only the one with the language is read. Forms carry
no token against forgery, because who does not have the code cannot send in the name of who has.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse, QueryDict, UnreadablePostError
from django.utils import timezone
from django.utils.translation import get_language_from_request

from binnenuit_web.mirror.services import box
from binnenuit_web.mirror.services.box import State
from binnenuit_web.mirror.views.ballot import (
    LANGUAGES,
    Refused,
    read_ballot,
    render_ballot,
    render_closed,
    render_receipt,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.http import HttpRequest, HttpResponseBase

    from binnenuit_web.mirror.services.box import Standing

log = logging.getLogger("binnenuit.mirror")

PREFIX: Final = "/b/"
MOST_BYTES: Final = 64 * 1024
_DIGITS: Final = 9
_ADDRESS: Final = re.compile(r"/b/([0-9A-Za-z-]{20,40})/?\Z")
_FORM: Final = "application/x-www-form-urlencoded"
_PAGE_STATUS: Final = {State.CLOSED: 410, State.UNKNOWN: 404}
_SENT_STATUS: Final = {State.RECEIVED: 200, State.ALREADY: 200, State.UNKNOWN: 404}


class BallotBox:
    """Answers every address of a ballot; all others pass by. Stands before sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        try:
            request.get_host()
            response = _answer(request)
        except (SuspiciousOperation, BadRequest, UnreadablePostError):
            response = HttpResponse(status=400)
        except DatabaseError as problem:
            # Only its kind: what a database says may hold the hash of a code.
            log.error("a ballot could not be looked up or stored: %s", type(problem).__name__)  # noqa: TRY400
            response = HttpResponse(status=503, headers={"Retry-After": "5"})
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response


def _answer(request: HttpRequest) -> HttpResponse:
    found = _ADDRESS.match(request.path_info)
    code, today = found[1] if found else "", timezone.localdate()
    if request.method == "POST":
        return _refused(request) or _sent(request, code, today)
    if request.method in {"GET", "HEAD"}:
        return _page(request, box.standing(code, today))
    return HttpResponse(status=405, headers={"Allow": "GET, HEAD, POST"})


def _page(request: HttpRequest, standing: Standing) -> HttpResponse:
    language = _language(request)
    if standing.state == State.OPEN:
        return _html(render_ballot(standing, language), language)
    if standing.state == State.SPENT:
        return _html(render_receipt(standing, language), language)
    status = _PAGE_STATUS.get(standing.state, 200)
    return _html(render_closed(standing, language), language, status)


def _sent(request: HttpRequest, code: str, today: date) -> HttpResponse:
    standing = box.standing(code, today)
    if standing.state != State.OPEN:
        return _told(request, State.ALREADY if standing.state == State.SPENT else standing.state)
    post = QueryDict(request.body, encoding="utf-8")
    ballot = read_ballot(post, standing)
    if isinstance(ballot, Refused):
        return _again(request, standing, ballot)
    if ballot is None:
        return _told(request, box.decline(code, today))
    return _told(request, box.receive(code, ballot, today))


def _told(request: HttpRequest, state: State) -> HttpResponse:
    """Tell what became of it; a browser without our script looks at the same address again."""
    if _wants_data(request):
        return JsonResponse({"state": state}, status=_SENT_STATUS.get(state, 409))
    return HttpResponse(status=303, headers={"Location": request.get_full_path()})


def _again(request: HttpRequest, standing: Standing, refused: Refused) -> HttpResponse:
    """Give the page back: the second one of a browser without our script, or with what is wrong."""
    status = 422 if refused.problems else 200
    if _wants_data(request) and refused.problems:
        return JsonResponse({"state": "wrong", "problems": [*refused.problems]}, status=status)
    language = _language(request)
    return _html(render_ballot(standing, language, refused), language, status)


def _language(request: HttpRequest) -> str:
    """The language that was chosen on the page itself, or else the one of the browser."""
    chosen = request.GET.get("language", "")
    return chosen if chosen in LANGUAGES else get_language_from_request(request)


def _refused(request: HttpRequest) -> HttpResponse | None:
    """Refuse what is too large or no form, before a byte of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    # Not int() of thousands of digits: Python refuses that with an error.
    if not length.isdecimal() or len(length) > _DIGITS or int(length) > MOST_BYTES:
        return HttpResponse(status=413)
    return None if request.content_type == _FORM else HttpResponse(status=415)


def _wants_data(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _html(body: bytes, language: str, status: int = 200) -> HttpResponse:
    return HttpResponse(body, status=status, headers={"Content-Language": language})
