"""A Learning Record Store's double (xAPI 1.0.3, with a cmi5 launch) for preview, verify and tests.

It keeps to the loopback address and forgets who may not read what: it is no LRS for production.
"""
