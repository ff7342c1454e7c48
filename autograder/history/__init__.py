"""What was graded before: who gains and loses by a regrade, taking one back, and an index to ask questions of."""
