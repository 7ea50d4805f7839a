"""Inputs that nobody would type, by the hundred thousand: each is answered, in a sentence.

`make fuzz` runs them; a fault prints the name of its input, which makes the same one again.
"""
