"""Everything ever published, and whether something more may be."""
