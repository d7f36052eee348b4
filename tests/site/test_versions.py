"""What is published holds several versions, which know of each other."""

from __future__ import annotations

import json
from pathlib import Path

from docs.site.building import list_versions


def test_versions_are_listed_newest_first_and_the_first_page_leads_to_the_newest(
    tmp_path: Path,
) -> None:
    for version in ("0.2.0", "0.10.0", "0.9.1"):
        (tmp_path / version / "en").mkdir(parents=True)
        (tmp_path / version / "en" / "index.html").touch()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "index.html").touch()
    list_versions(tmp_path)
    listed = json.loads((tmp_path / "versions.json").read_text(encoding="utf-8"))
    assert listed == {"versions": ["0.10.0", "0.9.1", "0.2.0"]}
    entry = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert 'href="0.10.0/en/index.html"' in entry
    assert 'href="0.10.0/zh/index.html"' in entry
