"""Tables of sourced events in, Markdown pages out."""
