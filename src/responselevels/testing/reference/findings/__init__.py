"""What each check finds of a proposal: one module to a family of findings, each clause quoted."""
