"""The page around an article."""

from __future__ import annotations

from generator import shell


def test_the_shell_is_mended_and_the_article_kept() -> None:
    page = """
<!doctype html>
<html>

  <body>
    <input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">
    <article class="md-content__inner">
      <pre>kept

      as it is</pre>
      <table><tr><th style="text-align: right;">Rows</th><td style="text-align: center;">1</td></tr></table>
    </article>

    <script src="assets/pages.js"></script>
  </body>
</html>
"""
    assert shell.mend(page) == (
        "<!DOCTYPE html>\n<html>\n<body>\n"
        '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer">\n'
        """<article class="md-content__inner">
      <pre>kept

      as it is</pre>
      <table><tr><th class="fm-right">Rows</th><td class="fm-center">1</td></tr></table>
    </article>
<script src="assets/pages.js" defer></script>
</body>
</html>
"""
    )


def test_a_page_without_an_article_is_a_page() -> None:
    assert shell.mend("<!doctype html>\n\n<p>moved</p>\n") == "<!DOCTYPE html>\n<p>moved</p>\n"
