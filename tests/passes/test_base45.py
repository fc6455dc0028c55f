"""Base45 by RFC 9285."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passes.base45 import ALPHABET, BadBase45, decode, encode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"AB", "BB8"),
        (b"Hello!!", "%69 VD92EX0"),
        (b"base-45", "UJCLQE7W581"),
        (b"ietf!", "QED8WEX0"),
        (b"\xff\xff", "FGW"),
        (b"\xff", "U5"),
    ],
)
def test_the_examples_of_the_standard_hold(data, text):
    assert (encode(data), decode(text)) == (text, data)


@given(st.binary(max_size=120))
def test_what_is_written_is_read(data):
    assert decode(encode(data)) == data


@given(st.text(alphabet=ALPHABET, max_size=120))
def test_a_text_that_is_read_has_no_other_spelling(text):
    try:
        data = decode(text)
    except BadBase45:
        return

    assert encode(data) == text


@pytest.mark.parametrize("text", ["A", "ABCD", "GGW", ":::", "V5", "::", "aB8", "B8\n"])
def test_anything_else_is_refused(text):
    with pytest.raises(BadBase45):
        decode(text)
