"""Many submissions: finding them, grading them in parallel, keeping the results."""
