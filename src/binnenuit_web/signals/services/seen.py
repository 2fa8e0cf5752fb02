"""What is stored of a closed week: what came through the gate, and nothing else."""

from __future__ import annotations

from typing import Any


def seen(record: dict[str, Any], symptom: str) -> dict[str, Any]:
    """Take from a release, by group, what the page shows of one symptom."""
    return {group["group"]: _seen(group, symptom) for group in record["groups"]}


def _seen(group: dict[str, Any], symptom: str) -> dict[str, Any]:
    items = group["figures"].get("items", {})
    return {
        "state": group["state"],
        "of": group["items_of"],
        "people": group["n_band"],
        "unchanged": group["unchanged"],
        "share": items[symptom]["favourable"] if symptom in items else None,
    }
