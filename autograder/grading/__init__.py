"""What a check is and how an answer is judged. Needs NumPy only; knows no process and no file layout."""
