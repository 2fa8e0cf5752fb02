"""Voor wie? Who brings your money, by which path, whose hands."""
