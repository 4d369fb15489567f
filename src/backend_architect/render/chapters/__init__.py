"""The chapters documents are made of: each is a function from a Dossier to Markdown."""
