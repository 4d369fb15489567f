"""Where programs run: containers and settings, whatever the language."""
