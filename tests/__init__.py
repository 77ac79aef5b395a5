"""The tests of the flood map suite."""
