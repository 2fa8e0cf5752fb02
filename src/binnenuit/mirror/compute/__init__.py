"""Pure computations of the mirror: answers or tallies in, statistics with their reasons out."""
