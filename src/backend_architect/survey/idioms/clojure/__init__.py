"""What several detectors of Clojure need."""
