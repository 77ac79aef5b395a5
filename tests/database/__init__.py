"""Tests of the database room against a real cluster."""
