"""The one door through which a number about people leaves."""
