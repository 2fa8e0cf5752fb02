"""Promises: from a request to a service and back."""
