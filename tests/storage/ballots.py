"""A layer of a round that is open, and what is in its box in the end.

Runs in processes of its own, beside the server: ``python -m tests.storage.ballots prepare 500``
writes the codes as JSON; ``mix``, ``close`` and ``release`` do that; ``count`` writes the numbers
of whose ballots are in the box.
"""

from __future__ import annotations

import json
import sys
from typing import Any, Final

from binnenuit_web.config import installation

TEAMS: Final = 8
CANARY: Final = "ZEBRA1"
"""Code of a question of the organisation's own."""


def prepare(people: int) -> list[dict[str, Any]]:
    """Open a layer; return everybody's number and code."""
    from django.utils import timezone  # noqa: PLC0415  after the settings

    from binnenuit.mirror.model.asked import OwnQuestion  # noqa: PLC0415
    from binnenuit.mirror.model.questionnaire import About, Words  # noqa: PLC0415
    from tests.web.mirror import boxes  # noqa: PLC0415

    installation.migrate()
    invited = {f"e{number}": f"t{number % TEAMS}" for number in range(people)}
    own = [OwnQuestion(CANARY, About.OWN_TEAM, Words.AGREEMENT, {"nl": "Zebra?", "en": "Zebra?"})]
    layer = boxes.open_layer(invited, today=timezone.localdate(), own=own)
    return [
        {"number": number, "team": team, "code": boxes.code_of(layer, person)}
        for number, (person, team) in enumerate(invited.items())
    ]


def mix() -> None:
    from binnenuit_web.mirror.services import box  # noqa: PLC0415  after the settings

    box.mix()


def close() -> None:
    from django.utils import timezone  # noqa: PLC0415  after the settings

    from binnenuit_web.mirror import services  # noqa: PLC0415

    services.close_layer(None, _layer().pk, timezone.localdate())


def destroy() -> None:
    """Do what a release ends with."""
    from binnenuit_web.mirror.services import box  # noqa: PLC0415  after the settings

    box.destroy(_layer())


def release() -> None:
    from django.utils import timezone  # noqa: PLC0415  after the settings

    from binnenuit_web.mirror import services  # noqa: PLC0415

    close()
    services.release_layer(None, _layer().pk, timezone.localdate())


def count() -> dict[str, Any]:
    """Open the box."""
    from binnenuit_web.mirror.models import Code  # noqa: PLC0415  after the settings
    from binnenuit_web.mirror.services import box  # noqa: PLC0415
    from tests.web.mirror import boxes  # noqa: PLC0415

    inside = [boxes.number_of(ballot) for ballot in box.ballots_of(_layer())]
    return {"inside": inside, "spent": Code.objects.filter(is_spent=True).count()}


def _layer() -> Any:
    from binnenuit_web.mirror.models import Layer  # noqa: PLC0415  after the settings

    return Layer.objects.get()


def main(act: str) -> None:
    installation.start_django()
    acts = {"mix": mix, "close": close, "release": release, "destroy": destroy, "count": count}
    told = prepare(int(sys.argv[2])) if act == "prepare" else acts[act]()
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
