"""What every screen with a list of the register is made of: table, pages of rows, search field, detail panel, screen.

To make such a screen, read the docstring of ``lists.screen``.
"""
