"""What is sent to the mirror, checked."""
