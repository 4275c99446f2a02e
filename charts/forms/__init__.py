"""What each chart form looks like: Altair charts over named data, without rows. After a change here, or of vl-convert:
`python -m charts.vega`, which writes them down for `charts.ready`.
"""
