"""Shares as people say them: of every hundred euros, between this and that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from binnenuit.organisation.model import Basis

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from binnenuit.chain.disclose import Share

register = template.Library()

_WIDTHS: Final = 10


@register.filter
def per_hundred(share: float) -> str:
    """Of every 100 euros: whole euros, and words for less than one."""
    if 0 < share < 0.005:
        return gettext("less than 1")
    return str(round(share * 100))


@register.filter
def spread(share: Share) -> str:
    """The share, as a range when the links behind it are rough."""
    if share.low is None or share.high is None:
        return per_hundred(share.share)
    low, high = round(share.low * 100), round(share.high * 100)
    if low == high:
        return per_hundred(share.share)
    return gettext("between %(low)s and %(high)s") % {"low": low, "high": high}


@register.filter
def weight(share: float) -> str:
    """CSS class for a line as wide as the share, w1 to w10."""
    return f"w{min(_WIDTHS, max(1, round(share * _WIDTHS)))}"


@register.simple_tag
def share_bar(share: float, *, quiet: object = False, largest: float = 1.0) -> SafeString:
    """A bar as long as the share; ``largest`` fills it. The number always stands beside it."""
    part = max(0.6, min(1.0, share / largest) * 100) if largest > 0 else 0.6
    return format_html(
        '<svg class="share-bar{}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"'
        ' focusable="false"><rect class="ground" width="100" height="8"/>'
        '<rect class="part" width="{}" height="8"/></svg>',
        " quiet" if quiet else "",
        f"{part:.1f}",
    )


@register.filter
def people(count: int | None) -> str:
    if not count:
        return ""
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count}


@register.filter
def known_from(basis: Basis | None) -> str:
    """How a link came to be known, in words."""
    said = {
        Basis.NAMED: gettext("said by the team itself"),
        Basis.CONFIRMED: gettext("said, and confirmed"),
        Basis.OBJECTED: gettext("said, but the other side objects"),
        Basis.BOOKED: gettext("from the books"),
        Basis.IMPORTED: gettext("from a file"),
    }
    return said[basis] if basis else ""


@register.filter
def why_revenue(why: str) -> str:
    """On what the proposal rests that an account is revenue."""
    said = {
        "rgs": gettext("the reference scheme (RGS) says so"),
        "standard": gettext("the standard scheme says so"),
        "kind": gettext("the kind of account"),
        "number": gettext("only its number suggests it"),
        "invoices": gettext("it holds invoices"),
    }
    return said.get(why, "")


@register.filter
def dimension_name(dimension: str) -> str:
    """The word for a kind of code."""
    said = {
        "cost_centre": gettext("cost centre"),
        "project": gettext("project"),
        "product": gettext("product"),
        "account": gettext("ledger account"),
        "customer": gettext("relation"),
    }
    return said.get(dimension, dimension)


@register.filter
def unlocalized(number: float) -> str:
    """A number as SVG wants it, with a point in every language."""
    return f"{number:g}"
