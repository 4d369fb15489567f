"""Dossier -> documents for people."""
