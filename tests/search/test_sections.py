"""What search takes from the HTML of an article."""

from __future__ import annotations

from generator.search.sections import Section, sections


def test_text_stands_under_the_headings_that_have_an_id() -> None:
    article = (
        '<p>Before</p><h1 id="top">A <em>page</em></h1><p>First.</p><h2 id="one">One &amp; all</h2>'
        "<p>Second</p><h3>No id</h3><p>still <b>se</b>cond</p>"
        '<h2 id="two">Two</h2>'
    )
    assert sections(article) == [
        Section("", "", ["Before"]),
        Section("", "A page", ["First."]),
        Section("one", "One & all", ["Second", "No id", "still second"]),
        Section("two", "Two", []),
    ]


def test_entries_of_lists_and_rows_of_tables_are_blocks() -> None:
    article = (
        "<ul><li>one <a href='x'>link</a></li><li><p>two</p>\n<ul><li>inner</li></ul></li></ul>"
        "<table><thead><tr><th>Place</th><th>Holder</th></tr></thead>\n"
        "<tbody><tr>\n<td>Homs</td>\n<td></td>\n<td>SAA</td>\n</tr></tbody></table>"
    )
    assert sections(article)[0].blocks == ["one link", "two", "inner", "Place · Holder", "Homs · · SAA"]


def test_what_is_marked_is_left_out_with_all_that_is_in_it() -> None:
    article = (
        '<h1 id="a">Page</h1><div class="x" data-search-exclude><div>in</div><p>ner</p></div><p>kept'
        '<sup data-search-exclude="data-search-exclude">1</sup></p>'
        '<h2 id="b" data-search-exclude>Related</h2><p>not kept</p><h2 id="c">Last</h2><p>end</p>'
    )
    assert sections(article) == [Section("", "Page", ["kept"]), Section("c", "Last", ["end"])]


def test_charts_scripts_navigation_and_permalinks_are_no_text() -> None:
    article = (
        '<nav>Home</nav><svg><svg></svg><text>100 km</text></svg><script>if (a < b) x("</p>")</script>'
        '<!-- <p>no</p> --><h1 id="a">Page<a class="headerlink" href="#a">¶</a></h1><p title="a > b">text<br>more</p>'
    )
    assert sections(article) == [Section("", "Page", ["text more"])]


def test_text_that_looks_like_a_tag_stays_text() -> None:
    assert sections("<p>&lt;img src=x&gt; a &lt; b</p>")[0].blocks == ["<img src=x> a < b"]


def test_an_article_without_text_has_no_section() -> None:
    assert sections("") == sections("<p> </p>") == sections("<svg>") == []
