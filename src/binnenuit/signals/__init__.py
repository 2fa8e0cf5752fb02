"""What happened: taps counted by team and week, and walks from a symptom to its source."""
