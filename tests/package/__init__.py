"""Tests of what ``./run package`` makes."""
