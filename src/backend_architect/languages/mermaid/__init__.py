"""Mermaid: flowcharts, entity relationship diagrams and sequence diagrams, written and read."""
