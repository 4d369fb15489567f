"""The stairs: the straight line, the table of verbs, the gate, and the wiring of the windows."""
