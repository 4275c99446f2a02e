"""Vega for live charts: one script that pages ask for when a reader reaches for a chart, and not before."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

import vl_convert

PATH = "assets/vega.js"
VEGA_LITE = "6.4"  # the version Altair 6 writes
# vegaEmbed reaches all that is needed, the interpreter of expressions among it; the bundle has nothing else.
_SNIPPET = "window.vegaEmbed=vegaEmbed;"
_LICENCE = """\
Vega, Vega-Lite, Vega-Embed: Copyright (c) 2015-2025, University of Washington Interactive Data Lab. BSD-3-Clause:
Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met: 1. Redistributions of source code must retain the above copyright notice, this list of
conditions and the following disclaimer. 2. Redistributions in binary form must reproduce the above copyright notice,
this list of conditions and the following disclaimer in the documentation and/or other materials provided with the
distribution. 3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or
promote products derived from this software without specific prior written permission. THIS SOFTWARE IS PROVIDED BY
THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO,
THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE
COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR
BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
POSSIBILITY OF SUCH DAMAGE.
D3: Copyright 2010-2023 Mike Bostock. ISC: Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above copyright notice and this permission notice
appear in all copies. THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES.
"""


def _head() -> str:
    embed = vl_convert.get_vega_embed_version()
    versions = f"Vega {vl_convert.get_vega_version()}, Vega-Lite {VEGA_LITE}, Vega-Embed {embed}"
    return f"/*! {versions}, bundled by vl-convert {version('vl-convert-python')}.\n{_LICENCE}*/\n"


@cache
def bundle() -> str:
    """The text of the script. Takes a second and a half, and gives the same bytes each time."""
    return f"{_head()}{vl_convert.javascript_bundle(_SNIPPET, vl_version=VEGA_LITE)}\n"
