"""What the suite takes against what a user would use instead, measured in the same run."""
