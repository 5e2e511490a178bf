"""The machine around the program: places, settings, logging, scheduling, printing."""
