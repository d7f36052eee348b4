"""What each check of docs/semantics.md finds, one module to a family of findings."""
