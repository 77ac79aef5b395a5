"""Framed sheets: compose, legend, tables, export."""
