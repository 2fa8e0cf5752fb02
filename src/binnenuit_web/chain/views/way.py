"""The way of the money, as a picture, a list of layers and a table of the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from binnenuit_web.chain import services
from binnenuit_web.chain.services import Kind
from binnenuit_web.chain.views.access import page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from binnenuit_web.chain.services import Box, Node, Way
    from binnenuit_web.people.viewer import ViewerRequest

_LETTER = 7.2  # mean width of a letter of the labels, pixels
_FINGER = 28.0


@dataclass(frozen=True)
class Place:
    """A node as it stands on the page: its label, and where a click leads."""

    node: Node
    label: str
    short: str
    link: str
    box: Box

    @property
    def catch_y(self) -> float:
        """Top of the area that can be clicked: never smaller than a finger needs."""
        return self.box.middle - self.catch_height / 2

    @property
    def catch_height(self) -> float:
        return max(_FINGER, self.box.height)


@page
def way(request: ViewerRequest) -> HttpResponse:
    """GET ``team`` puts one team in the middle, ``open`` (repeatable) unfolds a department."""
    query = request.GET.get("q", "")
    opened = request.GET.getlist("open")
    shown = services.way_of_money(request.viewer, focus=request.GET.get("team", ""), opened=opened)
    places = _places(shown)
    context = {
        "query": query,
        "found": services.search(request.viewer, query),
        "way": shown,
        "places": places,
        "ribbons": shown.drawing.ribbons,
        "layers": [[places[node.id] for node in layer] for layer in shown.layers],
        "rows": [(places[s.source], places[s.target], s.share) for s in shown.streams],
        "focus": places.get(shown.focus),
        "own": request.viewer.team if request.viewer.team != shown.focus else None,
        "opened": [
            (places[team].label if team in places else team, _address(set(shown.opened) - {team}))
            for team in shown.opened
        ],
    }
    # Going back, htmx asks for the page again and wants the whole of it.
    part = request.htmx and not request.htmx.history_restore_request
    template = "chain/_way.html" if part else "chain/way.html"
    # What was chosen is gone after a swap; the focus goes to the sentence above the new picture.
    return render(request, template, {**context, "part": part})


def _places(way: Way) -> dict[str, Place]:
    boxes = {box.node: box for box in way.drawing.boxes}
    fits = int((way.drawing.column - 26) / _LETTER)
    places = {}
    for node in way.nodes.values():
        link, box = _link(node, way), boxes[node.id]
        places[node.id] = Place(node, _label(node), _short(node, fits), link, box)
    return places


def _short(node: Node, fits: int) -> str:
    """The label as far as it fits; the number of folded teams is never cut off."""
    tail = f" ({node.count})" if node.kind is Kind.FOLDED else ""
    label = node.name if node.kind is Kind.FOLDED else _label(node)
    if len(label) + len(tail) <= fits:
        return label + tail
    return label[: fits - len(tail) - 1].rstrip() + "…" + tail


def _label(node: Node) -> str:
    if node.kind is Kind.OTHER_PAYERS:
        return ngettext("%(count)s other customer", "%(count)s other customers", node.count) % {
            "count": node.count
        }
    if node.kind is Kind.OTHER_TEAMS:
        return ngettext("%(count)s other team", "%(count)s other teams", node.count) % {
            "count": node.count
        }
    if node.kind is Kind.FOLDED:
        return gettext("%(name)s (%(count)s teams)") % {"name": node.name, "count": node.count}
    return node.name


def _link(node: Node, way: Way) -> str:
    if node.kind is Kind.PAYER:
        return reverse("chain:customer", args=[node.id])
    if node.kind is Kind.OTHER_PAYERS:
        return reverse("chain:customers")
    if node.kind is Kind.OTHER_TEAMS:
        return reverse("chain:index") + "?q=+"
    if node.kind is Kind.FOLDED:
        return _address({*way.opened, node.id})
    if node.id == way.focus:
        return reverse("chain:team", args=[node.id])
    return reverse("chain:flow") + "?" + urlencode({"team": node.id})


def _address(opened: Iterable[str]) -> str:
    query = urlencode([("open", team) for team in sorted(opened)])
    return reverse("chain:flow") + (f"?{query}" if query else "")
