"""Sums of answers that add up exactly, and what follows from them."""
