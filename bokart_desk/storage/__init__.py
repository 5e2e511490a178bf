"""Everything SQL: engine, schema, unit of work, queries, migrations, backup."""
