"""The life of a contract as commands: sign, review, renew, notices, move out, end early, correct."""
