"""Review copies for Word, and what reviewers wrote on copies, at the lines it is about."""
