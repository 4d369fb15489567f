"""The judges: rules over a Model, and trials that really run."""
