"""The tools that work on the map: place, select and move, reshape."""
