"""Detectors of ocaml."""
