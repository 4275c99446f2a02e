"""The data of a site as downloads: every table as CSV and Parquet, maps as GeoJSON, and what describes them.

They lie in `downloads/`, apart from the tables that people keep in `data/`: an address there stays when a table is
moved into a folder of files, and no file of ours is ever taken for a table.
"""
