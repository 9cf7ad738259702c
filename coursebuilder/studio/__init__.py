"""The studio: a local web page to write modules in, with the page as learners have it beside the text."""
