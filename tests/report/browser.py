"""Looks at pages in a headless Chromium: all of them in one run, each in frames of some widths.

Nothing drives the browser: a page of ours holds the others as frames, asks axe-core about each,
writes what it was told into itself, and is printed when it is done.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
AXE = ROOT / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (320, 1400)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
"""Taken out before a page is looked at: axe is a script, and hostile ones shall have their way."""

_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--virtual-time-budget=600000", "--dump-dom"),
)

_LOOK = """
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
async function look(name, text, width) {
  const frame = document.createElement('iframe');
  frame.width = width; frame.height = 900; frame.srcdoc = text; frame.title = name;
  const loaded = new Promise(done => { frame.onload = done; });
  document.body.append(frame);
  await loaded;
  const inside = frame.contentWindow, root = inside.document.documentElement;
  const script = inside.document.createElement('script');
  script.textContent = document.getElementById('axe').textContent;
  inside.document.head.append(script);
  const found = await inside.axe.run(inside.document, {
    runOnly: standards, resultTypes: ['violations'], iframes: false });
  const told = {
    violations: found.violations.map(one => one.id + ': ' + one.nodes.map(
      node => node.target + ' ' + node.any.map(check => check.message)).slice(0, 3).join('; ')),
    rules: found.passes.length,
    ran: 'ran' in inside,
    overflow: root.scrollWidth - root.clientWidth,
  };
  frame.remove();
  return told;
}
(async () => {
  const result = {};
  try {
    for (const [name, text] of Object.entries(PAGES))
      for (const width of WIDTHS) result[name + ' ' + width] = await look(name, text, width);
  } catch (error) { result.error = String(error); }
  document.body.textContent = JSON.stringify(result);
})();
"""


def why_not() -> str | None:
    """Return why no page can be looked at here; in CI there is no such reason."""
    if os.environ.get("CI"):
        return None
    if shutil.which("chromium") is None:
        return "there is no chromium here; make browser installs it"
    return None if AXE.is_file() else "there is no axe-core here; make browser fetches it"


needs_browser = pytest.mark.skipif(why_not() is not None, reason=why_not() or "")


def look_at(pages: Mapping[str, str], folder: Path) -> dict[str, dict[str, Any]]:
    """Return what is found on each page at each width, by name and width.

    Args:
        pages: Pages as HTML.
        folder: An empty folder for the browser.
    """
    texts = {name: POLICY.sub("", text) for name, text in pages.items()}
    script = _LOOK.replace("PAGES", json.dumps(texts).replace("<", "\\u003c"))
    script = script.replace("WIDTHS", json.dumps(WIDTHS))
    axe = AXE.read_text(encoding="utf-8").replace("</script", "<\\/script")
    page = folder / "look.html"
    page.write_text(
        f"<!DOCTYPE html><meta charset='utf-8'><body><script id='axe' type='text/plain'>{axe}"
        f"</script><script>{script}</script>",
        encoding="utf-8",
    )
    command = ["chromium", *_FLAGS, f"--user-data-dir={folder / 'profile'}", page.as_uri()]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=100, check=True)
    body = re.search(r"<body>(.*)</body>", ran.stdout, re.DOTALL)
    assert body is not None, ran.stderr[-2000:]
    found: dict[str, dict[str, Any]] = json.loads(html.unescape(body[1]))
    assert "error" not in found, found["error"]
    return found
