"""What carries and where we differ: two lists first, then a picture with its table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from binnenuit_web.dialogue import services
from binnenuit_web.people.viewer import signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from binnenuit_web.dialogue.services import ShownFigure, ShownPicture
    from binnenuit_web.people.viewer import ViewerRequest

_OPTIONS: Final = ("agree", "disagree", "pass", "unclear")
_COLUMNS: Final = ("statement", "text", "state", "who", "people", "on")
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


@require_GET
@signed_in
def picture(request: ViewerRequest, question: int) -> HttpResponse:
    """Two lists, then the picture; or that it is too early to say."""
    today = timezone.localdate()
    page = services.question_page(request.viewer, question, today)
    seen = services.picture_of(request.viewer, question, today)
    return render(request, "dialogue/picture.html", {"page": page, "picture": seen})


@require_GET
@signed_in
def counts(request: ViewerRequest, question: int) -> HttpResponse:
    """Every figure of the newest picture as a table: what was shown, and nothing else."""
    seen = services.picture_of(request.viewer, question, timezone.localdate())
    if seen is None:
        raise Http404
    written = io.StringIO()
    table = csv.writer(written)
    ends = [f"{option} {end}" for option in _OPTIONS for end in ("share", "bound", "low", "high")]
    table.writerow([*_COLUMNS, *ends])
    table.writerows(_rows(seen))
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="counts-{question}.csv"'
    return response


@require_GET
@signed_in
def statement(request: ViewerRequest, question: int, number: int) -> HttpResponse:
    """One statement: how it stands, what came of it, and how its figures were made."""
    page = services.statement_page(request.viewer, question, number)
    return render(request, "dialogue/statement.html", {"page": page, "shown": page.shown})


def _rows(seen: ShownPicture) -> Iterator[list[object]]:
    for each in (*seen.drawn, *seen.withheld):
        about: list[object] = [each.number, _harmless(each.text), each.state.value]
        if not each.every_set:
            yield about
        for one in each.every_set:
            figures = [part for share in one.shares for part in _figure(share)]
            yield [*about, _harmless(one.name), one.people, one.on.isoformat(), *figures]


def _figure(share: ShownFigure) -> tuple[object, ...]:
    return share.value, share.bound, f"{share.low:.1f}", f"{share.high:.1f}"


def _harmless(text: str) -> str:
    """No spreadsheet takes what somebody wrote for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text
