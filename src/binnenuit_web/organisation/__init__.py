"""Stored teams, people, customers and links, and the wizard that fills them."""
