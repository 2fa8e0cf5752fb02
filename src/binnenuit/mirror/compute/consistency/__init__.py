"""Does a scale tell one thing? Reliability, items against the rest, scores."""
