"""Sums of taps as they came in; they leave through ``disclose`` only."""
