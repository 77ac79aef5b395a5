"""Where scripts, symbols, templates and fonts are, in a checkout and in an installed plugin."""
