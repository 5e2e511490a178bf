"""The waiting list: who waits, why, and what fits them."""
