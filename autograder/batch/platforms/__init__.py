"""What learning platforms deliver: each format is one small reader of names."""
