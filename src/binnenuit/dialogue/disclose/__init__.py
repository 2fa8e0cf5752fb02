"""What may be seen: everything of an analyst's own data; pictures through the gate in the web."""
