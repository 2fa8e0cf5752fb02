"""Bring and give: what the room does and who may see it."""

from __future__ import annotations

from binnenuit_web.exchange.services import personal  # noqa: F401  registers itself
from binnenuit_web.exchange.services.beginning import (
    Beginning,
    Line,
    begins,
    first_lines,
    write_first_line,
)
from binnenuit_web.exchange.services.keys import turn_key
from binnenuit_web.exchange.services.links import (
    exchange_of_link,
    key_for,
    link_of,
    renew_link,
)
from binnenuit_web.exchange.services.locks import (
    has_begun,
    is_open,
    layers_now,
    leading_now,
    names_now,
    open_layers,
    relations_now,
    talked_with,
)
from binnenuit_web.exchange.services.marks import Compared, Verdict, mark
from binnenuit_web.exchange.services.mine import Tie, my_relations, open_talk
from binnenuit_web.exchange.services.outside import judge, told_to_customer
from binnenuit_web.exchange.services.parts import (
    BothSignedError,
    decline,
    sign,
    third_persons_in,
)
from binnenuit_web.exchange.services.talks import Step, Talk, Written, earlier_talks, talk
from binnenuit_web.exchange.services.top_first import (
    LayerShown,
    LeaderShown,
    TopFirst,
    top_first,
)
from binnenuit_web.exchange.services.turns import again, promise

__all__ = [
    "Beginning",
    "BothSignedError",
    "Compared",
    "LayerShown",
    "LeaderShown",
    "Line",
    "Step",
    "Talk",
    "Tie",
    "TopFirst",
    "Verdict",
    "Written",
    "again",
    "begins",
    "decline",
    "earlier_talks",
    "exchange_of_link",
    "first_lines",
    "has_begun",
    "is_open",
    "judge",
    "key_for",
    "layers_now",
    "leading_now",
    "link_of",
    "mark",
    "my_relations",
    "names_now",
    "open_layers",
    "open_talk",
    "promise",
    "relations_now",
    "renew_link",
    "sign",
    "talk",
    "talked_with",
    "third_persons_in",
    "told_to_customer",
    "top_first",
    "turn_key",
    "write_first_line",
]
