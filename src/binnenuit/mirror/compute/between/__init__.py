"""How much lies between groups, and what of it belongs to whom?"""
