"""What each kind of page shows; the template of its name turns it into Markdown."""
