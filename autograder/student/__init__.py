"""What a student's own commands do. Standard library only, besides reading checks."""
