"""Short statements and votes in; groups of opinion or none, and the answers that carry, out."""
