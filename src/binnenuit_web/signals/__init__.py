"""One tap, then layer by layer upward: what did I contribute?"""
