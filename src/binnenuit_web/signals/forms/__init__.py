"""What people fill in about what happens."""
