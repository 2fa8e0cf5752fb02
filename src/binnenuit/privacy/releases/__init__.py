"""From sums of answers to what is shown about a round, and what is kept of it."""
