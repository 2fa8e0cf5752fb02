"""The step that turns answers into what may be shown; the only way to the results."""
