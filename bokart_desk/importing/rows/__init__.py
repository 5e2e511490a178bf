"""What single rows of a mapped sheet say: places, people, contract dates, tenancies and answers to offers."""
