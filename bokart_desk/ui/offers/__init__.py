"""Offers, decisions and refusals: their lists and numbers, and the dialogs that record them."""
