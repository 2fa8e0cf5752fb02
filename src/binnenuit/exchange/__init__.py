"""Bring and give: two sides, two questions, one promise; the layer above always first."""
