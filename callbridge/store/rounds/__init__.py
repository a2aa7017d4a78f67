"""Call rounds in the database: whom they call, who has which entry, and what became of each."""
