"""The reference of HTTP has every operation and parameter of the description, in both languages."""

from __future__ import annotations

import pytest

from docs.site.contents import LANGUAGES, Language
from docs.site.generated import service


def test_every_operation_and_parameter_is_told_in_chinese_and_no_other() -> None:
    known = [operation for _method, _address, operation in service.operations()]
    assert {one["operationId"] for one in known} == set(service.OPERATIONS)
    named = {parameter["name"] for one in known for parameter in one.get("parameters", [])}
    assert named == set(service.PARAMETERS)


def test_every_refusal_that_the_description_names_is_explained() -> None:
    refused = {
        status
        for _method, _address, one in service.operations()
        for status in one["responses"]
        if status.isdigit() and not status.startswith("2")
    }
    assert refused <= set(service.PROBLEMS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_operation_stands_on_the_page(language: Language) -> None:
    text = service.pages(language)["reference/http.md"]
    for method, address, _operation in service.operations():
        assert f"\n`{method} {address}`\n" in text
