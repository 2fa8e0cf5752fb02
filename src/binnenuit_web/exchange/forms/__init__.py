"""What people fill in about bring and give."""
