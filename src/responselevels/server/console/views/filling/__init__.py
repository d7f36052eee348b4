"""What a form offers to whoever fills it in: remedies that apply themselves, extra measures, facts to state, words to sign."""
