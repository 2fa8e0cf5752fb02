"""Spiegel: what people safely say they get; mine, handed down, cannot tell."""
