"""Editions of the situation maps: create, check, snapshot."""
