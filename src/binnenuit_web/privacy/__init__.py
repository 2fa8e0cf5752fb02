"""The room of safe answering: the promise, what becomes of small teams, and the auditor."""
