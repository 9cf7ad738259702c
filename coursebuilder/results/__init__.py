"""What learners answered: the codebook that says what an LMS's letters mean."""
