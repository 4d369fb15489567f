"""Experiments that really run, each with a mutant it must catch."""
