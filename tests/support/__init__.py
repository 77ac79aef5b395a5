"""Helpers that fixtures and tests use."""
