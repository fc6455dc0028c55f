import pytest

from scheduling.keys import BookingKeys, KeyFault, read

NEW, OLD = bytes(range(32)), bytes(32)


def write(path, key, mode=0o400):
    path.write_bytes(key)
    path.chmod(mode)


def test_the_current_key_is_enough(tmp_path):
    write(tmp_path / "booking", NEW)

    assert read(tmp_path) == BookingKeys(current=NEW, previous=None)
    assert read(tmp_path).all == [NEW]


def test_the_key_before_it_is_read_too(tmp_path):
    write(tmp_path / "booking", NEW)
    write(tmp_path / "booking.previous", OLD)

    assert read(tmp_path).all == [NEW, OLD]


def test_a_missing_key_says_what_to_do(tmp_path):
    with pytest.raises(KeyFault) as fault:
        read(tmp_path)

    assert str(fault.value) == (
        "The key file booking is missing: "
        "restore it, or make one with manage.py new_key --use booking."
    )


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o420])
def test_a_key_that_others_can_reach_is_refused(tmp_path, mode):
    write(tmp_path / "booking", NEW, mode)

    with pytest.raises(KeyFault) as fault:
        read(tmp_path)

    assert str(fault.value) == (
        "The key file booking can be read by others than its owner: give it mode 0400."
    )


def test_a_key_of_another_length_is_refused(tmp_path):
    write(tmp_path / "booking", NEW + b"\n")

    with pytest.raises(KeyFault) as fault:
        read(tmp_path)

    assert str(fault.value) == "The key file booking must hold exactly 32 bytes."


def test_a_key_that_is_a_folder_cannot_be_read(tmp_path):
    (tmp_path / "booking").mkdir(mode=0o700)

    with pytest.raises(KeyFault) as fault:
        read(tmp_path)

    assert str(fault.value) == "The key file booking cannot be read."


def test_a_key_never_shows_itself():
    assert repr(BookingKeys(current=NEW, previous=OLD)) == "BookingKeys()"
