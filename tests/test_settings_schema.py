"""The schema of puxi.toml that editors take: it knows every section and key, and refuses what puxi refuses."""

from __future__ import annotations

import json
import tomllib

import jsonschema
import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main

WHOLE = """
[registry]
path = "registry.xlsx"
[region]
code = "610921"
[values]
one_two = true
[headings]
"户主名" = "户主姓名"
[law]
extra = "law"
[[identify.prohibitions]]
text = "不得拆户"
rule = "ID302"
[rules]
region = "61"
off = ["DQ602"]
severity = { DQ602 = "error" }
own = ["own.py"]
[misspellings]
"未脱贪" = "未脱贫"
[rectify]
ledger = "整改台账.xlsx"
days = { error = 10 }
checks = ["validate"]
[[duties]]
person = "王村长"
village = "云杉湾村"
[export]
target = "exports"
keep = 3
year = 2018
[[export.registers]]
name = "甲镇"
path = "a.xlsx"
"""


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    result = CliRunner().invoke(main, ["schema", "--table", "puxi.toml"])
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document)


@pytest.mark.slow
def test_a_whole_file_is_right(schema: jsonschema.Draft202012Validator) -> None:
    assert list(schema.iter_errors(tomllib.loads(WHOLE))) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ("[wrong]\na = 1", []),
        ("[rules]\nof = []", ["rules"]),
        ("[export]\nkeep = -1", ["export", "keep"]),
        ('[export]\nkeep = "3"', ["export", "keep"]),
        ('[rules]\nseverity = { DQ602 = "bad" }', ["rules", "severity", "DQ602"]),
        ('[[duties]]\nvillage = "a"', ["duties", 0]),
        ('[registry]\npath = ""', ["registry", "path"]),
    ],
)
def test_what_puxi_refuses_an_editor_marks(schema: jsonschema.Draft202012Validator, wrong: str, where: list[str | int]) -> None:
    places = [list(error.absolute_path) for error in schema.iter_errors(tomllib.loads(wrong))]
    assert any(place[: len(where)] == where for place in places), places


@pytest.mark.slow
def test_every_key_that_has_a_sentence_says_it(schema: jsonschema.Draft202012Validator) -> None:
    export = schema.schema["$defs"]["ExportSettings"]["properties"]
    assert export["keep"]["description"] == "keep is a whole number; 0 keeps all"
