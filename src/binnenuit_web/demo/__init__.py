"""The invented organisation: written as files, and read through the same readers as a real one."""
