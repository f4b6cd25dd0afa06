"""`--engine`: which engines there are, what is said where one cannot be had, and that a command says the same on both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.engine import choose
from puxi_cli.engine.spark import Spark

pytestmark = pytest.mark.slow

REGISTER = Path(__file__).parent.parent / "data" / "samples" / "registry.xlsx"


@pytest.mark.parametrize("text", ["dask", "local[0]", "spark://", "spark://host", "local[2"])
@pytest.mark.parametrize(("lang", "word"), [("zh", "不认识的引擎"), ("en", "no such engine")])
def test_an_unknown_engine_is_refused_before_anything_is_read(text: str, lang: str, word: str) -> None:
    result = CliRunner().invoke(main, ["stats", "nothing.xlsx", "--engine", text, "--lang", lang])
    assert result.exit_code == 2
    assert word in result.output


def test_without_pyspark_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "find_spec", lambda name: None)
    result = CliRunner().invoke(main, ["validate", str(REGISTER), "--engine", "spark", "--lang", "en"])
    assert result.exit_code == 2
    assert "pip install puxi-cli[spark]" in result.output


def test_without_java_that_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(choose, "find_spec", lambda name: object())
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    result = CliRunner().invoke(main, ["identify", str(REGISTER), "--engine", "local[2]", "--lang", "zh"])
    assert result.exit_code == 2
    assert "Java" in result.output


@pytest.mark.spark
def test_a_command_says_the_same_on_both_engines(spark: Spark | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if spark is None:
        pytest.skip("the Spark half is left out")
    from puxi_cli.jobs import exits, identify

    for job in (exits, identify):
        named = job.engine_named
        monkeypatch.setattr(job, "engine_named", lambda text, named=named: spark if text == "local[1]" else named(text))
    (tmp_path / "户信息.csv").write_text(
        "户编号,行政村,户主姓名,首次识别时间,脱贫属性,脱贫年度,危房户,是否解决安全饮用水,饮水困难\n"
        "0001,甲村,王大山,201401,已脱贫（享受政策）,2017,是,是,否\n0002,甲村,李四,201401,未脱贫,,否,是,否\n", "utf-8",
    )  # fmt: skip
    (tmp_path / "人口信息.csv").write_text(
        "户编号,姓名,证件号码,与户主关系,在校生状况,健康状况,是否参加城乡居民基本医疗保险,是否参加大病保险\n"
        "0001,王大山,690000197001011239,户主,非在校生,健康,是,是\n0002,李四,690000196501011264,户主,非在校生,健康,是,否\n", "utf-8",
    )  # fmt: skip
    (tmp_path / "家庭收入.csv").write_text("户编号,年度,人均纯收入\n0001,2017,3070\n0001,2018,4000\n0002,2014,2000\n", "utf-8")
    for command in ("identify", "exit"):
        told = [
            json.loads(CliRunner().invoke(
                main, [command, str(tmp_path), "--year", "2018", "--region", "610921", "--format", "json", "--fail-on", "never", *engine]
            ).output)
            for engine in ([], ["--engine", "local[1]"])
        ]  # fmt: skip
        assert told[0]["verdicts"]
        assert told[0] == told[1]
