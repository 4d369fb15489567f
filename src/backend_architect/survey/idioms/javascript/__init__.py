"""What several detectors of JavaScript and TypeScript need."""
