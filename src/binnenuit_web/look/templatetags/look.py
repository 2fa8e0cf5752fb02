"""How numbers are said, and small pieces of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import formats
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from decimal import Decimal

    from django.template.base import NodeList, Parser, Token

register = template.Library()


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
