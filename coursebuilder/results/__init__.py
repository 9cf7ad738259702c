"""What learners answered: `run.py` says what it tells of a course, `codebook.py` what letters mean."""
