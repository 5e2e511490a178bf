"""What the program's speed is measured by: ``make bench``."""
