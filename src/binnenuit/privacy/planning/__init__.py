"""Which groups show a figure: the tree by dynamic programming, one attribute by minimum cut."""
