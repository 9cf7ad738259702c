"""What makes a browser fetch, run or hide something: elements, attributes, addresses, functions of CSS.

The one place that knows. Drawings, themes' sheets, what templates write and the rules for packages all ask
it. Drawings and CSS are judged by lists of what is allowed: what nobody listed does not travel.
"""
