"""Parts of models with random effects: complete rows, sums per group, and their likelihood."""
