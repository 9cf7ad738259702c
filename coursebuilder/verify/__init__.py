"""Play packages in a real browser with scripted learners on doubles of platforms, and report problems."""
