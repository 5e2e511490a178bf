"""The composition root: start-up order, command line, crash handling."""
