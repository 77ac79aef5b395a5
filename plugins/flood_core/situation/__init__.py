"""Editions of the situation maps: create, check, snapshot, working copies.

Nothing is imported here, so that a window can use one part without the others.
"""
