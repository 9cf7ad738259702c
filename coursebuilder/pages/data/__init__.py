"""What the player must know of a course and markup cannot hold: the JSON in each page."""
