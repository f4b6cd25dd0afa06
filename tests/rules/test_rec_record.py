"""What a cell may hold: each line is a cell as a file has it, and what the rule says of it."""

from collections.abc import Callable

CellTable = Callable[[str, str, str, str], None]


def test_required_cells_are_filled(cell_table: CellTable) -> None:
    cell_table("REC101", "persons", "name", "张三 | pass\n | fail\n李四 | pass")
    cell_table("REC101", "households", "household_id", "0001 | pass\n | fail")


def test_numbers_and_dates_are_numbers_and_dates(cell_table: CellTable) -> None:
    cell_table(
        "REC102",
        "households",
        "floor_area",
        "80 | pass\n80.5 | pass\n1,200.5 | pass\n８０ | pass\n80平方 | pass\n80亩 | fail\n八十 | fail",
    )
    cell_table(
        "REC102",
        "households",
        "identified",
        "201806 | pass\n2018年6月 | pass\n2018-06-30 | pass\n2018/6/30 | pass\n43281 | pass\n2018 | pass\n2018.6 | pass\n"
        "2018.1 | fail\n201813 | fail\n2018-02-30 | fail\n去年 | fail",
    )
    cell_table("REC102", "persons", "work_months", "6 | pass\n6.0 | pass\n6.5 | fail")


def test_labels_and_codes_come_from_their_list(cell_table: CellTable) -> None:
    cell_table("REC103", "persons", "ethnic", "汉 | pass\n汉族 | pass\n01 | pass\n02 | fail\n汗族 | fail")
    cell_table("REC103", "persons", "education", "小学 | pass\n02 | pass\n2 | pass\n02 小学 | pass\n03 小学 | fail\n小 | fail")
    cell_table(
        "REC103",
        "households",
        "unsafe_house",
        "是 | pass\n否 | pass\n1 | pass\n0 | pass\n√ | pass\n无 | pass\n2 | fail\n可能 | fail",
    )


def test_figures_stay_in_their_range(cell_table: CellTable) -> None:
    cell_table("REC104", "persons", "work_months", "0 | pass\n12 | pass\n13 | fail\n-1 | fail")
    cell_table("REC104", "households", "floor_area", "0 | pass\n2000 | pass\n2000.5 | fail\n-0.1 | fail")


def test_household_numbers_are_digits(cell_table: CellTable) -> None:
    cell_table("REC105", "households", "household_id", "0001 | pass\n0001.0 | pass\n０００１ | pass\nA001 | fail\n00O1 | fail")


def test_telephones_are_mobile_numbers(cell_table: CellTable) -> None:
    cell_table(
        "REC106",
        "persons",
        "phone",
        "15400000001 | pass\n15400000001.0 | pass\n1540000000 | fail\n12400000001 | fail\n0915-5212345 | fail",
    )


def test_no_person_and_no_place_is_named_by_a_number(cell_table: CellTable) -> None:
    cell_table(
        "REC119",
        "persons",
        "name",
        "张三 | pass\n690000197001011234 | fail\n69000019700101123x | fail\n690000 19700101 1234 | fail\n690000700101123 | fail\n"
        "139 0000 0002 | fail\n13900000002.0 | fail\n1234567 | pass\n张三13900000002 | pass\n无 | pass",
    )
    cell_table(
        "REC119",
        "households",
        "group",
        "3 | pass\n三组 | pass\n15400000001 | fail\n610921103201 | pass\n3-1 | pass\n2018-03-01 | fail\n"
        "2018/3/1 | fail\n2018-03-01 00:00:00 | fail\n2018 | pass\n18-3-1 | pass",
    )


def test_identity_numbers_have_15_18_20_or_22_characters(cell_table: CellTable) -> None:
    cell_table(
        "REC111",
        "persons",
        "id_no",
        "#69000019700101123 | pass\n690000700101123 | pass\n69000019700101123 | fail\n6900001970010112345 | fail\n无 | pass\n999999 | pass",
    )


def test_identity_numbers_keep_their_check_character(cell_table: CellTable) -> None:
    # 11010519491231002X and 440524188001010014 are the examples that GB 11643 itself prints.
    cell_table(
        "REC112",
        "persons",
        "id_no",
        "11010519491231002X | pass\n11010519491231002x | pass\n440524188001010014 | pass\n110105194912310021 | fail\n440524188001010041 | fail",
    )


def test_identity_numbers_hold_a_real_day(cell_table: CellTable) -> None:
    cell_table(
        "REC113",
        "persons",
        "id_no",
        "#69000019700228123 | pass\n#69000019700230123 | fail\n#69000020000229123 | pass\n69O000197001011239 | fail",
    )


def test_certificates_end_in_category_and_grade(cell_table: CellTable) -> None:
    good = "69000019700101123"
    from tests.conftest import number

    cell_table(
        "REC115",
        "persons",
        "disability_no",
        f"{number(good)}11 | pass\n{number(good)}74 | pass\n{number(good)}7401 | pass\n{number(good)}81 | fail\n"
        f"{number(good)}15 | fail\n{number(good)} | fail",
    )


def test_birth_date_and_sex_agree_with_the_number(cell_table: CellTable) -> None:
    # 张三's number in these tables says 1 January 1970, and by its odd 17th digit a man.
    cell_table(
        "REC116", "persons", "birth", "19700101 | pass\n1970-01 | pass\n1970 | pass\n19700102 | fail\n1971 | fail\n | pass"
    )
    cell_table("REC117", "persons", "sex", "男 | pass\n1 | pass\n女 | fail\n | pass")
