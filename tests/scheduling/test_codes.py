import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.codes import (
    BadCode,
    WrongCheckDigit,
    WrongLength,
    damm,
    derive,
    digest,
    normalise,
    show,
    show_sign,
)

KEY = bytes(range(32))
NONCE = bytes(range(16))
CODE = "4467973590130146"

codes = st.binary(min_size=16, max_size=16).map(lambda nonce: derive(nonce, key=KEY))
scripts = [
    chr(point)
    for point in range(0x110000)
    if unicodedata.category(chr(point)) == "Nd" and unicodedata.decimal(chr(point)) == 0
]


def in_script(code, zero):
    return "".join(chr(ord(zero) + int(digit)) for digit in code)


def test_a_nonce_gives_one_code():
    code = derive(NONCE, key=KEY)

    assert code == CODE


def test_the_database_sees_a_keyed_digest():
    assert digest(CODE, key=KEY).hex() == (
        "d7ba82e1bcc1bc669cecf5b8e3922e9bdc1e7a449b3f49a69292c4d788ef60c3"
    )


def test_another_key_gives_another_digest():
    assert digest(CODE, key=bytes(32)) != digest(CODE, key=KEY)


def test_the_check_digit_is_damms():
    assert damm("572") == 4
    assert damm("5724") == 0


def test_a_code_is_shown_in_groups_of_four():
    assert show(CODE) == "4467 9735 9013 0146"


@given(codes)
def test_what_is_shown_can_be_typed_back(code):
    assert normalise(show(code)) == code


@given(codes, st.sampled_from(scripts))
def test_digits_of_every_script_are_read(code, zero):
    assert normalise(in_script(code, zero)) == code


@pytest.mark.parametrize(
    "text",
    [
        "٤٤٦٧ ٩٧٣٥ ٩٠١٣ ٠١٤٦",  # Arabic-Indic
        "۴۴۶۷ ۹۷۳۵ ۹۰۱۳ ۰۱۴۶",  # Persian
        "४४६७ ९७३५ ९०१३ ०१४६",  # Devanagari
        "๔๔๖๗ ๙๗๓๕ ๙๐๑๓ ๐๑๔๖",  # Thai
        "４４６７ ９７３５ ９０１３ ０１４６",  # noqa: RUF001  # full width
        "4467-9735-9013-0146",
        "4٤67 ۹735.9013/0146",  # mixed
        "\u200f4467\u200e 9735\u202c 9013 0146\ufeff",  # direction marks
        "code: 4467 9735 9013 0146",
    ],
)
def test_digits_are_read_whatever_stands_between(text):
    assert normalise(text) == CODE


@given(codes, st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_is_told(code, place, shift):
    wrong = str((int(code[place]) + shift) % 10)

    with pytest.raises(WrongCheckDigit):
        normalise(code[:place] + wrong + code[place + 1 :])


@given(codes, st.integers(0, 14))
def test_two_neighbours_swapped_are_told(code, place):
    one, other = code[place], code[place + 1]
    swapped = code[:place] + other + one + code[place + 2 :]

    if one == other:
        assert normalise(swapped) == code
    else:
        with pytest.raises(WrongCheckDigit):
            normalise(swapped)


@pytest.mark.parametrize(
    ("text", "digits"), [("", 0), ("4467 9735 9013 014", 15), (CODE + "0", 17)]
)
def test_a_wrong_length_says_how_many_digits_there_are(text, digits):
    with pytest.raises(WrongLength) as refusal:
        normalise(text)

    assert refusal.value.digits == digits


def test_only_the_first_64_characters_are_read():
    assert normalise(CODE + " " * 48 + "123") == CODE


@given(st.text())
def test_any_text_is_a_code_or_an_error(text):
    assert reading(text) in ("a code", "WrongLength", "WrongCheckDigit")


def reading(text):
    try:
        normalise(text)
    except BadCode as refusal:
        return type(refusal).__name__
    return "a code"


def test_an_error_never_repeats_what_was_typed():
    with pytest.raises(BadCode) as refusal:
        normalise("4467 9735 9013 0145")

    assert str(refusal.value) == "the check digit does not fit"


def test_the_signs_are_72_and_differ():
    signs = [show_sign(number) for number in range(72)]

    assert (signs[0], signs[37], signs[71]) == ("A 2", "K 7", "X 9")
    assert len(set(signs)) == 72
