"""What text is before anybody reads meaning into it: without the blanks and forms that only look different."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

# Signs nobody sees: Unicode's Default_Ignorable_Code_Point, Cf and Cc (a test holds the ranges to the kinds), and the empty Braille sign.
_UNSEEN = (
    (0x00, 0x08),
    (0x0B, 0x0C),
    (0x0E, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x600, 0x605),
    (0x61C, 0x61C),
    (0x6DD, 0x6DD),
    (0x70F, 0x70F),
    (0x890, 0x891),
    (0x8E2, 0x8E2),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x110BD, 0x110BD),
    (0x110CD, 0x110CD),
    (0x13430, 0x1343F),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
# Signs that stand for a letter and are none: radicals and strokes, as text out of a PDF has them, and compatibility ideographs.
_NO_LETTERS = ((0x2E80, 0x2FDF), (0x31C0, 0x31E3), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))


def _class(ranges: Iterable[tuple[int, int]]) -> str:
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


# The same for Rust's patterns, which Polars takes.
UNSEEN = "".join(rf"\x{{{first:x}}}-\x{{{last:x}}}" for first, last in _UNSEEN)
NO_LETTERS = "".join(rf"\x{{{first:x}}}-\x{{{last:x}}}" for first, last in _NO_LETTERS)

_MARKS = re.compile(f"[{_class(_UNSEEN)}]+")
_BLANKS = re.compile(rf"[\s{_class(_UNSEEN)}]+")
_AT_THE_ENDS = frozenset(chr(code) for first, last in _UNSEEN for code in range(first, last + 1))
_OBEYED = re.compile(f"[\r{_class(_UNSEEN)}\ud800-\udfff\ufffe\uffff]+")
_ESCAPED = re.compile(f"{_OBEYED.pattern[:-2]}\u2028\u2029]+")
_RADICALS = re.compile(f"[{_class(_NO_LETTERS)}]")
# Unicode's Equivalent_Unified_Ideograph where NFKC does not say it.
_EQUIVALENT = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲㇆㇏㇐㇑㇒㇓㇔㇕㇖㇗㇘㇙㇚㇛㇜㇝㇞㇟㇠㇡",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀𠃌乀一丨丿丿丶𠃍乛𠃊𠃎𠄌亅𡿨𠃋乀𠃑乚乙𠄎",
)
# Forms of one letter that a font of today draws alike: the first is what a radical out of a PDF is, the second what was meant.
_SAME_LETTER = str.maketrans("戶戸靑黃", "户户青黄")
# The middle dot of names, however it was typed.
_DOTS = re.compile("[·•・．‧∙⋅･●.ꞏ᛫⸱゠]")
# How other programs protect a number from becoming one: ="123" and a leading apostrophe.
_PROTECTED = re.compile(r'="(.*)"|\'(.*)', re.DOTALL)

# What XML 1.0 cannot hold; tab and line feed stay. A return alone would be read back as a line feed.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MOST_CHARACTERS = 32_767  # in one cell, by the format, which counts those of UTF-16


def without_control(text: str) -> str:
    """Without the characters that no XML can hold."""
    return _NOT_IN_XML.sub("", text)


def plain_text(text: str) -> str:
    """Text that a workbook can hold: without control characters, lines ended by line feeds, at most 32,767 characters."""
    text = without_control(text.replace("\r\n", "\n").replace("\r", "\n"))
    if 2 * len(text) <= _MOST_CHARACTERS or len(units := text.encode("utf-16-le")) <= 2 * _MOST_CHARACTERS:
        return text
    return units[: 2 * _MOST_CHARACTERS - 2].decode("utf-16-le", "ignore") + "…"  # no half of a character


def cell_text(text: str) -> str:
    """The same as a workbook's XML writes it: a literal _x0041_ would be read as the letter A."""
    return _LOOKS_ESCAPED.sub("_x005F_", plain_text(text))


def trimmed(text: str) -> str:
    """Without blanks and unseen marks at either end and without a spreadsheet's protection of text."""
    text = _stripped(text)
    protected = _PROTECTED.fullmatch(text)
    if protected is None:
        return text
    return _stripped(next(part for part in protected.groups() if part is not None))


def _stripped(text: str) -> str:
    # By steps, one per character: a pattern may take a square of them.
    first, last = 0, len(text)
    while first < last and (text[first] in _AT_THE_ENDS or text[first].isspace()):
        first += 1
    while first < last and (text[last - 1] in _AT_THE_ENDS or text[last - 1].isspace()):
        last -= 1
    return text[first:last]


def seen(text: str) -> str:
    """What a reader sees: without marks that show nothing, and with letters for the radicals that only look like them."""
    if text.isascii() and text.isprintable():
        return text
    return _RADICALS.sub(lambda found: _letter(found[0]), _MARKS.sub("", text))


def _letter(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign).translate(_EQUIVALENT).translate(_SAME_LETTER)


def visible(text: str) -> str:
    """Text of somebody's file as it may be shown: without what a terminal or a program would obey instead of showing."""
    if text.isascii() and text.isprintable():
        return text
    return _OBEYED.sub("", text)


def escaped(json: str) -> str:
    """JSON whose signs that nobody sees are written as \\uXXXX: they say the same, and act on no terminal."""
    return _ESCAPED.sub(_escapes, json)


def _escapes(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def marks_in(text: str) -> tuple[str, ...]:
    """The signs of a text that nobody sees, each once."""
    return tuple(dict.fromkeys("".join(_MARKS.findall(text))))


def radicals_in(text: str) -> tuple[str, ...]:
    """The signs of a text that stand for letters and are none, each once."""
    return tuple(dict.fromkeys(_RADICALS.findall(text)))


def folded(text: str) -> str:
    """For comparing: NFKC (so full-width forms are plain), radicals and twin forms as letters, no blanks and marks, brackets plain."""
    text = trimmed(text)
    if text.isascii():
        return _BLANKS.sub("", text)
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", text)).translate(_EQUIVALENT).translate(_SAME_LETTER)
    # A mark that stood behind a blank may now join the letter before it.
    return unicodedata.normalize("NFKC", plain)


def same_name(text: str) -> str:
    """For comparing names of people and places: folded, with one middle dot."""
    return _DOTS.sub("·", folded(text))


def undressed(text: str) -> str:
    """NFKC without blanks and without the `.0` a round trip through numbers leaves behind."""
    plain = folded(text)
    return plain[:-2] if re.fullmatch(r"[0-9]+\.0", plain) else plain


# What stands for the cell above; where there is none that it may stand for, it says nothing.
# Patterns for Rust, of whole cells. Two dots or an arrow may say that nothing is there: they are one in place of a household's number only.
_DITTO = (
    r"[同仝]\s*[上前]\s*(?:一?[行栏格户]|面)?|与上(?:一?[行栏格户]|面)?(?:相)?同|同户主|仝|[-—–－]?[〃″〞”“\"↑]+[-—–－]?|''|′′"
)
DITTO = rf"^[\s(（\[【]*(?:{_DITTO})[\s)）\]】。.．!！]*$"
DITTO_OR_SAME = rf"^[\s(（\[【]*(?:{_DITTO}|同)[\s)）\]】。.．!！]*$"
DITTO_OF_NUMBERS = rf"^[\s(（\[【]*(?:{_DITTO}|同|\.\.|。。|[,，、]{{2}}|[-—=]+[>＞]|→)[\s)）\]】。.．!！]*$"
# Words that are typed where nothing is. First those that only say that it is not known, or that the cell was passed over.
_UNKNOWN = re.compile(
    r"[-\u2010-\u2015\u2212\u2500\u2501\u30fc/\\|?._~*·、,]*|N[./]?A\.?|NULL|NONE|NIL|NAN|TBD|UNKNOWN|空|空白|空缺|(?:暂|尚)?缺|缺失|缺项"
    r"|[同仝][上前](?:一?[行栏格户]|面)?|与上(?:一?[行栏格户]|面)?(?:相)?同|同户主|仝"
    r"|[-\u2010-\u2015]?[〃〞”“\"↑]+[-\u2010-\u2015]?|'|′{2,}"  # ″ is folded to two primes, '' to one
    r"|不详|不明|不清|不清楚|不知|不知道|不确定|未知|未详|不适用|不涉及"
    r"|(?:暂|尚|还)?待(?:定|查|核|签|补|填|补充|补签|确定|确认|明确|核实|核查|核对|查实|调查|分析|研究|填写|提供|安排|落实|签字|签名)"
    r"|(?:后|后续|稍后|随后|以后|容后)补充?|略|从略|省略"
    r"|请(?:选择|填写|填报|填|输入|录入|选)|(?:选|必)填项?"  # a form's hint
)
# Signs that pass a cell over, which in a column of yes and no may be some answer: a triangle beside ticks and crosses, a plus.
_SIGNS = re.compile("[△▲=+^]+")
# That a cell of yes and no was left: whether there is any is not said by it.
_NOT_FILLED = re.compile(r"(?:暂时?|目前|尚|还)无|(?:暂|尚|还)?未填(?:写|报)?")
# And those that say that there is none: in a column of yes and no they are a no.
_NONE = re.compile(
    r"无{2,3}|木有|(?:暂时?|目前|尚|还)?(?:无|没有?)(?:数据|资料|记录|信息|内容|人|人员|此项|材料|佐证|佐证材料|签字|签名)?"
    r"|(?:暂|尚|还)?未(?:定|签|有|填|明|登记|录入|录|签字|签名|提供|安排|填写|填报|落实|确定|确认|明确|指定|指派|核实|查明|查清|查实|上传|归档|收集|分配)"
)
# That something is lacking which is no text: in a text it may be a reason, as 无手机 is why a number is missing.
_LACKS = re.compile(
    r"无法(?:提供|联系)|拒绝?提供|(?:暂时?|目前|尚|还)?(?:无|没有?|未办)(?:手机|手机号码?|电话|号码?|联系方式|身份证|证件?|证件号码?|残疾证|户口|银行卡|账号)"
)
# A no where neither a figure, a code nor a yes or no is wanted: nothing is called so, and nothing is on file.
_NO = re.compile("0+(?:\\.0+)?|[×✕✖✗✘╳❌〇□☐☒]|否")
_CROSS = re.compile("[XХ]")  # as it is typed; in a code list it may be a code
# A yes: it tells nobody's name.
_YES = re.compile("1(?:\\.0+)?|[√✓✔☑✅○●■]|是|有")
# That somebody did not come, or is not there, where a name or a paper is wanted.
_ABSENT = re.compile(
    r"(?:尚|还)?(?:未|没有?)(?:到|到场|到位|出席|参加|在场)|缺席|不在场?|(?:查|暂|目前)?无此人|(?:暂时?|目前|尚|还)?(?:无|没有?)(?:帮扶)?(?:责任人|联系人|干部|帮扶人)"
)
# What an example has for a name, a paper or a reason; in a code, a time or a figure it is no answer, and asked about.
_EXAMPLE = re.compile("[XХ]{2,}|某{1,3}")
# That it cannot be had, where a name, a place or a paper is wanted; a remark or a reason may say just this.
_WITHHELD = re.compile("不存在|无法(?:提供|联系)|拒绝?提供")
# No name, no paper and no reason, though a remark may be so short: that none is needed, and the N and O of no and nought.
_SHORT = re.compile("免|[NO]")
# That it is to come, where a name or a paper is wanted; in a text it may be what is to be said, as 待补录 is why a row is missing.
_LATER = re.compile(
    r"(?:暂|尚|还)?(?:待|后|后续|稍后|随后|以后|容后)(?:补录|补齐|补办|补交|补报|补上|补传|完善|上传|收集|整理|归档|提交|入档)"
)
_LONGEST_WORD = 24
# What stands around such a word and adds nothing. Alone, quotation marks say "the same as above", and strokes that nothing is there.
_AROUND = "()[]{}<>【】〔〕《》〈〉。.!;:"
_QUOTES_AND_STROKES = "\"'“”‘’/\\|-_*、,"
# How such a word may begin, for Rust's patterns: whatever does not begin so is no such word.
MAY_SAY_NOTHING = r"^[同仝与无没木暂目尚还未不待空缺后稍随以容略从省请选必某XxХхＸｘNnTtUuＮｎＴｔＵｕ\p{P}\p{S}ー]"
# The same for names and papers: few names begin otherwise than with an ideograph.
MAY_NAME_NOTHING = rf"^[^\x{{4e00}}-\x{{9fff}}]|^[是有否查拒免]|{MAY_SAY_NOTHING}"


def says_unknown(text: str) -> bool:
    """Whether a text, trimmed, only says that its answer is not known: 不详, 待定, N/A, /, —."""
    return _is_word(text, _UNKNOWN)


def says_not_filled(text: str) -> bool:
    """Whether a text, trimmed, leaves a question of yes or no open: words for what is not known, 暂无, 未填."""
    return _is_word(text, _UNKNOWN, _NOT_FILLED)


def says_nothing(text: str) -> bool:
    """Whether a text, trimmed, is a word that people type where nothing is: 无, 暂无, 未签, 不详, /, —."""
    return _is_word(text, _UNKNOWN, _NONE, _SIGNS)


def names_nobody(text: str) -> bool:
    """Whether a text, trimmed, is no name of a person: a word for nothing or for somebody's absence, 0, 1, × or √."""
    return _is_word(text, _UNKNOWN, _NONE, _SIGNS, _EXAMPLE, _NO, _CROSS, _YES, _ABSENT, _WITHHELD, _LATER, _SHORT)


def names_nothing(text: str) -> bool:
    """Whether a text, trimmed, names no place: a word for nothing, 0 or ×. Villages and groups may be called by a figure."""
    return _is_word(text, _UNKNOWN, _NONE, _SIGNS, _EXAMPLE, _NO, _CROSS, _WITHHELD, _LATER)


def proves_nothing(text: str) -> bool:
    """Whether a text, trimmed, says that no paper is on file: a word for nothing or for somebody's absence, 0 or ×. √ and 1 may say that one is."""
    return _is_word(text, _UNKNOWN, _NONE, _SIGNS, _EXAMPLE, _NO, _CROSS, _ABSENT, _WITHHELD, _LATER, _SHORT)


def gives_no_reason(text: str) -> bool:
    """Whether a text, trimmed, says of no reason what it is: a word for nothing, 0, 1, × or √. That nobody was there may be one."""
    return _is_word(text, _UNKNOWN, _NONE, _SIGNS, _EXAMPLE, _NO, _CROSS, _YES, _SHORT)


def says_no(text: str) -> bool:
    """Whether a text, trimmed, is a plain no: 0, ×, 否."""
    return _is_word(text, _NO)


# By what a text is to tell: whether one, trimmed, tells nothing of it.
Wanted = Literal["words", "person", "place", "paper", "reason"]
TELLS_NOTHING: Mapping[Wanted, Callable[[str], bool]] = {
    "words": says_nothing,
    "person": names_nobody,
    "place": names_nothing,
    "paper": proves_nothing,
    "reason": gives_no_reason,
}


def says_lacking(text: str) -> bool:
    """Whether a text, trimmed, says that there is none of what its column wants, where that is no text: 无手机, 未办证, and words for nothing."""
    return _is_word(text, _UNKNOWN, _NONE, _SIGNS, _LACKS)


def without_brackets(text: str) -> str:
    """A folded text without the brackets and the full stop around it: （无）, 无。."""
    return text.strip(_AROUND)


def _is_word(text: str, *words: re.Pattern[str]) -> bool:
    if len(text) > _LONGEST_WORD:
        return False
    plain = folded(text).upper()
    bare, within = plain.strip(_AROUND), plain.strip(_AROUND + _QUOTES_AND_STROKES)
    return any(word.fullmatch(bare) or (within and word.fullmatch(within)) for word in words)
