"""Translators between people, agents and browsers and the table of verbs. No thinking here."""
