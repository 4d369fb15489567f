"""The brief as a Markdown file that a person corrects and feeds back."""
