"""How numbers are said, and small pieces of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from decimal import Decimal

    from django.template.base import NodeList, Parser, Token

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """Say a share (0 to 1) as a percentage: “46 %”; nothing for None."""
    if share is None:
        return ""
    if 0 < share < 0.01:
        return _("less than 1 %")
    if 0.99 < share < 1:
        return _("more than 99 %")
    return f"{round(share * 100)} %"


@register.filter
def of_100(share: float | None) -> str:
    """Say a share (0 to 1) as money: “46 of every 100 euros”; nothing for None."""
    if share is None:
        return ""
    if 0 < share < 0.01:
        return _("less than 1 of every 100 euros")
    euros = round(share * 100)
    return ngettext("%(euros)s of every 100 euros", "%(euros)s of every 100 euros", euros) % {
        "euros": euros
    }


@register.filter
def money(amount: Decimal | float | None, currency: str = "EUR") -> str:
    """Say an amount without decimals, grouped as the language does: “€ 1.234.567”."""
    if amount is None:
        return ""
    sign = "€" if currency in {"EUR", ""} else currency
    number = formats.number_format(
        abs(round(amount)), decimal_pos=0, use_l10n=True, force_grouping=True
    )
    minus = "\N{MINUS SIGN}" if amount < 0 else ""
    return f"{minus}{sign}\N{NO-BREAK SPACE}{number}"


@register.filter
def hands(handovers: float | None) -> str:
    """Say how many hand-overs there are: “2,1”; nothing for None (cut off)."""
    return "" if handovers is None else formats.number_format(round(handovers, 1), decimal_pos=1)


@register.filter
def share_class(share: float | None) -> str:
    """Name the class that makes a bar or a line as wide as a share: 0.46 gives “share-45”."""
    return f"share-{round((share or 0) * 20) * 5}"


class KeepNode(template.Node):
    def __init__(self, name: str, content: NodeList) -> None:
        self.name = name
        self.content = content

    def render(self, context: template.Context) -> SafeString:
        # Escaped already, by the template inside.
        context[self.name] = SafeString(self.content.render(context).strip())
        return SafeString("")


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """Keep what stands between ``{% keep name %}`` and ``{% endkeep %}`` as ``{{ name }}``."""
    name = token.split_contents()[1]
    content = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(name, content)
