"""Write the vectors that Python and browser read alike: python -m tests.vectors.build

Every key and number comes from a name, so that a second run writes the same bytes.
"""

import json
from pathlib import Path

from tests.vectors.cases import verdict_file
from tests.vectors.lists import key_list_file
from tests.vectors.tokens import token_file

FOLDER = Path(__file__).parent
FILES = {
    "token.json": token_file,
    "keylist.json": key_list_file,
    "verdicts.json": verdict_file,
}


def written(name: str) -> str:
    """Return what the file must hold."""
    return json.dumps(FILES[name](), indent=1, ensure_ascii=True) + "\n"


if __name__ == "__main__":
    for name in FILES:
        (FOLDER / name).write_text(written(name))
