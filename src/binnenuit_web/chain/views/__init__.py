"""Pages of the chain."""
