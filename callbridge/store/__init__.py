"""Store: tables, migrations, units of work. The only place with SQL.

In: the app's port calls. Out: the same, kept in SQLite or PostgreSQL; a unit of work is one hop.
May import: app (ports) and below.
"""
