"""What the law gives the people in the register: access to what is held, a log of reading, and erasure."""
