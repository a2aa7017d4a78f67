"""Migrations, forward only; run by callbridge.store.migrate and never changed once released."""
