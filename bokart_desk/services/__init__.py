"""One use case per module: what windows, papers and the command line ask of the register."""
