"""What axe-core finds wrong with the accessibility of a page."""

from importlib.resources import files

from playwright.sync_api import Page

SOURCE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"


def violations(page: Page) -> list[str]:
    """Return one line for each fault: the rule and the element."""
    page.evaluate(SOURCE)  # a script tag would be refused by the page's policy
    found = page.evaluate(RUN, RULES)
    return sorted(
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    )
