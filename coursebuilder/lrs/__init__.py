"""A Learning Record Store (LRS) for tests, `verify` and experiments: xAPI 1.0.3, with cmi5 launches.

It stands in for a provider's LRS, hence "double". It listens on the loopback address alone and gives every
login all statements: it is no LRS for production.
"""
