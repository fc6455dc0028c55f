"""What the program costs, as counts and as ratios to a limit measured in the same run."""
