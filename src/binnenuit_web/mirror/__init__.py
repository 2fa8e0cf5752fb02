"""Spiegel: what people safely say they get from those who should serve them."""
