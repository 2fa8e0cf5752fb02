"""Core questions: talk, short statements, votes; answers that carry, values, behaviours."""
