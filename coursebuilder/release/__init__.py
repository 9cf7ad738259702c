"""What people need around packages: what is in one, and what changes for learners between two."""
