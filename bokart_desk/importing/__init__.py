"""A list becomes records: read, map, plan, apply; knows no user interface."""
