"""Scripted learners in a real browser: they judge anybody's package by its zip alone."""
