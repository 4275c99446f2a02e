"""Chart forms: a small frame in, a Vega-Lite spec or an SVG out. Knows no page and no file of a site."""
