"""What crosses files, per language: where a module's text lies, and what is visible unimported."""
