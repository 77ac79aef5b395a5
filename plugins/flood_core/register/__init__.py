"""The registers beyond single rows: portrait, what is near, files, verification."""
