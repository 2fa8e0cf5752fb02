"""The auditor: attacks what was published, and knows nothing of the gate."""
