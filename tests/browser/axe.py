"""What axe-core says of the page that is open."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {"resultTypes": ["violations"]}
MOST_NODES = 3


def violations(page: Page) -> list[str]:
    """Return each rule that the page breaks, with the first elements at fault; best practice included."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{rule['id']}: " + " | ".join(node["html"][:120] for node in rule["nodes"][:MOST_NODES])
        for rule in found
    ]
