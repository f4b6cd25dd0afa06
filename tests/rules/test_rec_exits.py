"""Identification, exit and status."""

from tests.conftest import RuleTable


def test_exit_is_not_before_identification(rule_table: RuleTable) -> None:
    rule_table(
        "REC331",
        households="""
            identified | exit_year | outcome
            201401     | 2016      | pass
            201605     | 2016      | pass
            201701     | 2016      | fail
            2017       | 2016      | fail
                       | 2016      | not_applicable
            201401     |           | not_applicable
        """,
    )


def test_a_year_of_exit_goes_with_an_exited_status(rule_table: RuleTable) -> None:
    rule_table(
        "REC332",
        households="""
            exit_year | status               | outcome
            2016      | 已脱贫（享受政策）     | pass
            2016      | 已脱贫（不再享受政策） | pass
            2016      | 未脱贫               | fail
            2016      | 0                    | fail
            2018      | 预脱贫               | not_applicable
            2015      | 返贫                 | not_applicable
            2016      |                      | unknown
                      | 未脱贫               | not_applicable
        """,
    )


def test_who_came_back_after_an_exit_has_not_exited(rule_table: RuleTable) -> None:
    rule_table(
        "REC332",
        households="""
            exit_year | status | relapsed | outcome
            2015      | 未脱贫 | 2017     | pass
            2015      | 未脱贫 | 201601   | pass
            2015      | 未脱贫 | 201506   | fail
            2018      | 未脱贫 | 2017     | fail
            2015      | 未脱贫 | 去年     | unknown
            2015      | 未脱贫 |          | fail
        """,
    )


def test_an_exited_status_goes_with_a_year(rule_table: RuleTable) -> None:
    rule_table(
        "REC333",
        households="""
            status             | exit_year | outcome
            已脱贫（享受政策）   | 2016      | pass
            已脱贫（享受政策）   |           | fail
            已脱贫（享受政策）   | 去年      | unknown
            4                  |           | fail
            预脱贫             |           | not_applicable
            返贫               |           | not_applicable
            未脱贫             |           | not_applicable
                               |           | not_applicable
        """,
    )


def test_without_a_column_of_status_nothing_is_said(rule_table: RuleTable) -> None:
    rule_table(
        "REC332",
        households="""
            exit_year | outcome
            2016      | unknown
        """,
    )


def test_a_household_that_is_on_the_list_has_a_time_of_identification(rule_table: RuleTable) -> None:
    rule_table(
        "REC343",
        households="""
            identified | status | poor_type  | household_type | exit_year | cause | outcome
            201401     | 未脱贫 | 一般贫困户 |                |           |       | pass
                       | 未脱贫 | 一般贫困户 |                |           |       | fail
                       |        | 一般贫困户 |                |           |       | fail
                       |        |            | 脱贫户         |           |       | fail
                       |        |            |                | 2016      |       | fail
                       |        |            |                |           | 因病  | fail
                       |        | 一般农户   |                |           | 因病  | not_applicable
                       |        | 一般农户   | 一般农户       |           |       | not_applicable
                       |        |            |                |           |       | not_applicable
        """,
    )


def test_a_relapse_is_not_before_the_exit(rule_table: RuleTable) -> None:
    # Who relapsed and left again has a later year of exit: the status says so.
    rule_table(
        "REC335",
        households="""
            status             | exit_year | relapsed | outcome
            返贫               | 2015      | 201603   | pass
            返贫               | 2016      | 201603   | pass
            返贫               | 2017      | 201603   | fail
            返贫               | 2017      | 2016     | fail
            返贫               |           | 2016     | not_applicable
            返贫               | 2017      |          | not_applicable
            已脱贫（享受政策）   | 2018      | 201603   | not_applicable
        """,
    )


def test_of_an_exit_and_a_relapse_in_one_year_the_status_says_which_was_later(rule_table: RuleTable) -> None:
    rule_table(
        "REC335",
        households="""
            status             | household_type | exit_year | relapsed | outcome
            返贫               |                | 2018      | 201812   | pass
            已脱贫（享受政策）   |                | 2018      | 201812   | not_applicable
                               | 脱贫户         | 2018      | 201812   | not_applicable
                               |                | 2018      | 201801   | fail
                               |                | 2018      | 201812   | fail
                               |                | 2018      | 2018     | fail
                               |                | 2018      | 201712   | not_applicable
                               |                | 2018      | 201901   | not_applicable
                               |                | 2018      |          | not_applicable
        """,
    )


def test_the_status_says_what_the_type_says_of_an_exit(rule_table: RuleTable) -> None:
    rule_table(
        "REC345",
        households="""
            household_type | status             | outcome
            脱贫户         | 未脱贫             | fail
            脱贫户         | 预脱贫             | fail
            脱贫户         | 已脱贫（享受政策） | pass
            脱贫户         | 返贫               | pass
            脱贫户         |                    | not_applicable
            脱贫户         | 某某               | unknown
            一般农户       | 未脱贫             | not_applicable
                           | 未脱贫             | not_applicable
        """,
    )
