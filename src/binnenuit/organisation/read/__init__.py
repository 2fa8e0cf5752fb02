"""Read the files of an organisation."""
