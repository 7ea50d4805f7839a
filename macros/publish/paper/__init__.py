"""The papers: every page and tool as a PDF."""
