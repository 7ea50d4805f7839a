"""Amiable's tools for MkDocs and Zensical pages."""
