"""This happened: from a request to a service and back."""
