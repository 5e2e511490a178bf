"""What the register means: contracts, terms, the three-month cliff, code lists. Pure rules, no storage, no screens."""
