"""For whom does each team work: books in, ladders, hands and the way of the money out."""
