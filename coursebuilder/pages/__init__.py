"""A course becomes HTML: pages, the JSON inside them, printables and the index page of a build."""
