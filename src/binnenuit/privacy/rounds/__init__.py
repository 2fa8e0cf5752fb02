"""A round opens and closes: who stands in which group, and what was promised."""
