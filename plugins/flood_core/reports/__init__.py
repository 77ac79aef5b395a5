"""Named queries turned into workbooks and PDF."""
