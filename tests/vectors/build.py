"""Write the vectors that Python and browser read alike: python -m tests.vectors.build

Every key and number comes from a name, so that a second run writes the same bytes.
"""

import json
from pathlib import Path

from tests.vectors.badges import badge_file
from tests.vectors.lists import key_list_file
from tests.vectors.slips import slip_file
from tests.vectors.tokens import token_file
from tests.vectors.verdicts import verdict_file
from tests.vectors.withdrawals import withdrawn_file

FOLDER = Path(__file__).parent
FILES = {
    "token.json": token_file,
    "slip.json": slip_file,
    "keylist.json": key_list_file,
    "withdrawn.json": withdrawn_file,
    "badge.json": badge_file,
    "verdicts.json": verdict_file,
}


def written(name: str) -> str:
    """Return what the file must hold."""
    return json.dumps(FILES[name](), indent=1, ensure_ascii=True) + "\n"


if __name__ == "__main__":
    for name in FILES:
        (FOLDER / name).write_text(written(name))
