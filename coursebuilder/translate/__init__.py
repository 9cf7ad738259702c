"""What translators work with: PO files beside a course, kept in step with its text, and tables for Word."""
