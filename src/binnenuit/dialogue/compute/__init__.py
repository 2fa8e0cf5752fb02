"""Groups of opinion, answers that carry, statements that distinguish, and which one is next."""
