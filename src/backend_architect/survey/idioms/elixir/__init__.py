"""What several detectors of Elixir read alike."""
