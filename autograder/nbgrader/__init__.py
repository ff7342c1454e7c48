"""nbgrader's notebooks and gradebook with our own engine underneath."""
