"""The analysis of the terrain on ground whose answers are known."""
