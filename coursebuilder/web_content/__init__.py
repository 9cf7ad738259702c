"""What makes a browser fetch, run or hide something: elements, attributes, addresses, CSS functions.

The only place that knows: drawings, themes, templates and package rules all ask it. SVG and CSS are checked
against lists of what is allowed; anything else is refused.
"""
