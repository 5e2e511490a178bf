"""The programs that ours is compared with."""
