"""Mailings in the database: whom they go to, what became of each letter, and who wants none."""
