"""Documents for paper, such as a course's notes for tutors: HTML files that need no other, for A4."""

from coursebuilder.papers.tutor_notes import tutor_notes

__all__ = ["tutor_notes"]
