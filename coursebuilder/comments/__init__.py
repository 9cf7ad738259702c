"""What reviewers wrote: review copies for Word, and comments from pages and from Word at the lines they are about."""
