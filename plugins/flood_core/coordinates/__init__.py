"""Reading coordinates and naming their system."""
