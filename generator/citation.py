"""How to cite a chart: its title, the site, the date of the data, its address; and where the picture itself stays."""

from __future__ import annotations

from markupsafe import Markup

from generator import markdown
from generator.blocks import Chart
from generator.downloads import FOLDER, source_line, stem
from generator.language import gettext as _
from generator.pages import Facts, Page
from generator.phrases import phrase


def citation(page: Page, chart: Chart, facts: Facts) -> str:
    """Markdown of what stands under Cite of `chart` on `page`.

    A site that knows its address has the whole one in the words; else a script puts in where the reader is.
    """
    here, file = f"#chart-{chart.name}", f"{FOLDER}/{stem(page.path, chart.name)}.svg"
    root = f"{facts.site_url.rstrip('/')}/" if facts.site_url else ""
    address = markdown.text(f"{facts.address(page.path)}{here}" if root else _("Link to this chart"))
    cite = phrase(
        _("“{title}”. {source}. {address}"),
        {
            "title": Markup(f'<span class="fm-cited">{markdown.text(chart.title)}</span>'),
            "source": source_line(page, facts),
            "address": Markup(f'<span class="fm-address">[{address}]({here})</span>'),
        },
    )
    picture = Markup(f'<span class="fm-address">[{markdown.text(root + file)}](../{file})</span>')
    still = phrase(_("The picture alone: {address}"), {"address": picture})
    copy, done = _("Copy citation"), markdown.attribute(_("Citation copied"))
    button = f'<button type="button" class="fm-copy" data-done="{done}">{copy}</button>'
    return f'<span class="fm-citation">{cite}</span> {button}\n\n{still}'
