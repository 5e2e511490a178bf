"""The papers' screen: choose a paper and its period, see its pages, print it or save it."""
