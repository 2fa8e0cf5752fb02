"""What keeps the project in order: translations and generated documentation."""
