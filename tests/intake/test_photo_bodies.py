"""What arrives instead of a photo, and what of a photo goes on."""

import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from staff.roles import Role
from tests.conftest import member
from tests.intake.desk import PHOTO, counts, kept, print_card, ready_to_print
from tests.passes import pictures


@pytest.fixture
def talk(ggd):
    return ready_to_print(ggd, member(Role.OOV))


def bodies():
    return [
        ("empty", b"", 422, "No photo arrived. Take it again."),
        ("bomb", pictures.resized(PHOTO, 65535, 65535), 413, "The photo is too large."),
        ("30 megapixels", pictures.resized(PHOTO, 6000, 5000), 413, "The photo is too large."),
        ("truncated", PHOTO[: len(PHOTO) // 2], 422, "The photo is damaged. Take it again."),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", 415, "This is not a photo from this camera."),
        ("heic", b"\x00\x00\x00\x18ftypheic" + bytes(64), 415, "This is not a photo from this camera."),
        ("gif", pictures.saved(pictures.plain(413, 531), "GIF"), 415, "This is not a photo from this camera."),
        ("png", pictures.saved(pictures.plain(413, 531), "PNG"), 415, "This is not a photo from this camera."),
        ("1x1", pictures.saved(pictures.plain(1, 1)), 422, "The photo is too small."),
        ("50x30000", pictures.saved(pictures.plain(50, 30000)), 422, "The photo has the wrong shape."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [one[1:] for one in bodies()],
    ids=[one[0] for one in bodies()],
)
def test_a_bad_photo_gets_clear_words_and_the_interview_goes_on(
    talk, body, status, words
):
    before = kept(talk)

    answer = print_card(talk, body)

    assert (answer.status_code, answer.content.decode()) == (status, words)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert (kept(talk), counts()) == (before, {"w": 0, "g": 0})
    assert print_card(talk).status_code == 200


def test_a_photo_over_the_limit_is_refused_unread(talk):
    before = kept(talk)

    answer = print_card(talk, PHOTO + bytes(1_048_576))

    assert (answer.status_code, kept(talk)) == (413, before)
    assert print_card(talk).status_code == 200


def test_a_body_that_says_30_megabytes_is_refused_before_it_arrives(talk):
    answer = talk.post("/balie/pas/kaart", b"", "image/jpeg", CONTENT_LENGTH="30000000")

    assert (answer.status_code, counts()) == (413, {"w": 0, "g": 0})


def test_a_form_of_several_parts_is_refused_and_leaves_no_file(
    talk, tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    photo = SimpleUploadedFile("photo.jpg", PHOTO, "image/jpeg")

    answer = talk.post("/balie/pas/kaart", {"photo": photo})

    assert answer.status_code in (400, 415)
    assert [*tmp_path.iterdir()] == []
    assert counts() == {"w": 0, "g": 0}


@pytest.mark.parametrize("kind", ["text/plain", "image/png", "application/x-www-form-urlencoded"])  # fmt: skip
def test_another_kind_of_body_is_refused(talk, kind):
    assert print_card(talk, PHOTO, kind).status_code == 415


def test_a_form_with_a_file_is_refused(talk):
    answer = talk.post("/balie/pas/kaart", {"photo": "x"})

    assert answer.status_code == 415
    assert counts() == {"w": 0, "g": 0}


@pytest.mark.parametrize(
    "body",
    [
        pictures.saved(pictures.portrait().convert("CMYK")),
        PHOTO + b"PK\x03\x04 a zip behind it",
        pictures.with_everything_beside(),
    ],
    ids=["cmyk", "polyglot", "everything beside"],
)
def test_what_stands_beside_the_pixels_does_not_reach_the_card(talk, body):
    answer = print_card(talk, body)

    assert answer.status_code == 200
    for mark in (b"PK\x03\x04", b"Exif", pictures.GPS_MARK, pictures.COMMENT_MARK):
        assert mark not in answer.content
