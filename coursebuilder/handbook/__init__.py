"""handbook.md of a course as documents to print and to type in."""
