"""What a figure looks like when it leaves: moved answers, rounding, and the seal."""
