"""What was promised, by whom, to whom, and what came of it: several rooms end here."""
