"""The steps of a contract's life as dialogs: sign, review, renew, the notices, move out, end early, correct."""
