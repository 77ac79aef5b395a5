"""Areas, their validity and successors, and the base map."""
