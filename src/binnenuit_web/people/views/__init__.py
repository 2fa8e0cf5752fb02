"""Pages about accounts: from a request to a service and back."""
