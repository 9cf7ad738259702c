"""What learners answered: `run.py` says what it tells of a course, `codebook.py` what an LMS's letters mean."""
