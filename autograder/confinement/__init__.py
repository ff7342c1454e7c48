"""Running a student's program away from whoever knows the answers."""
