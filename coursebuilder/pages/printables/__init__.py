"""Documents for paper: notes for tutors, and the copy people sign off. Each is one HTML file, for A4."""

from coursebuilder.pages.printables.review import review_copy
from coursebuilder.pages.printables.tutor_notes import tutor_notes

__all__ = ["review_copy", "tutor_notes"]
