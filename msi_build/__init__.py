"""Builds the MSI toolkit from Markdown and YAML: one website with district portals, and packs for the copy shop."""
