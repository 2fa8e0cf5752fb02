"""Bring and give: from a request to a service and back."""
