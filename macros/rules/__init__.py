"""The rules: time limits, trees and checklists of French law, in plain Python.

This package is what the browser receives. It imports the standard library only,
holds no clock, no locale, no network and no randomness, and is entered by `api`.
"""

__version__ = "2026.11.0"
