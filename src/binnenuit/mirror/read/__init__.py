"""Read questionnaires, answers and kept tallies."""
