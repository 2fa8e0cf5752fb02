"""A real OpenID provider to sign in at, for tests."""
