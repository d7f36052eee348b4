"""The documentation site: ``python -m docs.site`` makes it in both languages; README.md tells how."""
