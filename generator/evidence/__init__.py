"""Whether the pages of the sources can still be read: asked of their servers by hand or by a weekly job, never by a
build, which reads only what was written down of it.

`reach` connects to public addresses alone, `web` asks one thing of one server, `robots` reads what servers ask of
programs, `hosts` keeps to it and to one request at a time, `visit` follows an address to its end, `record` does so
for all sources and writes the table `source_checks`.
"""
