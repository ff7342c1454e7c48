"""`autograder watch`: shows one exercise, checks it whenever its file is saved, and goes on to the next."""
