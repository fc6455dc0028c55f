"""The check page's own reading of tokens, lists and verdicts is the server's, byte by byte."""

import json
from pathlib import Path

import pytest

VECTORS = Path(__file__).parent.parent / "vectors"
ENTRY = ("kid", "use", "state", "grace", "exp_max")
BADGE = ("id", "until", "colours", "number", "licence", "venue", "public")
VERIFIERS = ["byBrowser", "byNoble"]

TOKENS = """async ([vectors, by]) => {
  const { read } = await import("/static/js/token.js");
  const verify = (await import("/static/js/signature.js"))[by];
  const bytes = (text) => Uint8Array.from(text.match(/../g) || [], (h) => parseInt(h, 16));
  const keys = new Map(vectors.keys.map((key) => [
    key.kid, { use: key.use, expMax: key.exp_max, public: bytes(key.public) }]));
  const answer = (text) => read(text, keys, verify).catch((error) => error.reason);
  const all = [...vectors.genuine, ...vectors.refused];
  return Promise.all(all.map(async ({ name, text }) => [name, await answer(text)]));
}"""
LISTS = """async ([vectors, by]) => {
  const { readKeyList } = await import("/static/js/keylist.js");
  const verify = (await import("/static/js/signature.js"))[by];
  const bytes = (text) => Uint8Array.from(text.match(/../g) || [], (h) => parseInt(h, 16));
  const answer = async ({ name, body, seen }) => {
    try {
      const list = await readKeyList(bytes(body), vectors.roots, seen || 0, verify);
      const keys = [...list.byKid].map(([kid, key]) => [
        kid, key.use, key.state, key.grace, key.expMax]);
      return [name, [list.rootKid, list.seq, list.issued, keys]];
    } catch (error) {
      return [name, error.reason];
    }
  };
  return Promise.all([...vectors.good, ...vectors.refused].map(answer));
}"""
WITHDRAWN = """async ([vectors, by]) => {
  const { hasPass, hasBadge, readWithdrawn } = await import("/static/js/withdrawn.js");
  const verify = (await import("/static/js/signature.js"))[by];
  const bytes = (text) => Uint8Array.from(text.match(/../g) || [], (h) => parseInt(h, 16));
  const byKid = new Map(vectors.keys.map((key) => [
    key.kid, { use: key.use, state: key.state, public: bytes(key.public) }]));
  const answer = async ({ name, body, seen }) => {
    try {
      const list = await readWithdrawn(bytes(body), { byKid }, seen || 0, verify);
      const buckets = [...list.byMonth].map(([month, ids]) => [month, [...ids]]);
      return [name, [list.seq, list.issued, list.freshUntil, buckets]];
    } catch (error) {
      return [name, error.reason];
    }
  };
  return Promise.all([...vectors.good, ...vectors.refused].map(answer));
}"""
BADGES = """async ([vectors, by]) => {
  const { asker, readBadge } = await import("/static/js/badge.js");
  const { readWithdrawn } = await import("/static/js/withdrawn.js");
  const verify = (await import("/static/js/signature.js"))[by];
  const bytes = (text) => Uint8Array.from(text.match(/../g) || [], (h) => parseInt(h, 16));
  const hex = (some) => Array.from(some, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const keys = { byKid: new Map(vectors.keys.map((key) => [
    key.kid, { use: key.use, state: key.state, public: bytes(key.public) }])) };
  const list = await readWithdrawn(bytes(vectors.list), keys);
  const read = ({ name, body }) => readBadge(bytes(body), keys, verify).then(
    (badge) => [name, { ...badge, public: hex(badge.public) }],
    (error) => [name, error.constructor.name]);
  const asked = async ({ name, shown, now }) => {
    const { state, why } = await asker(shown, keys, list, now, verify);
    return [name, state, why];
  };
  return [
    await Promise.all([...vectors.good, ...vectors.refused].map(read)),
    await Promise.all(vectors.asked.map(asked)),
  ];
}"""
VERDICTS = """async ([vectors, by]) => {
  const { verdict } = await import("/static/js/verdict.js");
  const { readBadge } = await import("/static/js/badge.js");
  const { readKeyList } = await import("/static/js/keylist.js");
  const { readWithdrawn } = await import("/static/js/withdrawn.js");
  const verify = (await import("/static/js/signature.js"))[by];
  const bytes = (text) => Uint8Array.from(text.match(/../g), (h) => parseInt(h, 16));
  const orNone = (name, group, read) => name === null
    ? null : read(bytes(vectors[group][name])).catch(() => null);
  return Promise.all(vectors.cases.map(async (row) => {
    const keys = await readKeyList(bytes(vectors.key_lists[row.keys]), [vectors.root]);
    const device = {
      keys,
      list: await orNone(row.list, "lists", (body) => readWithdrawn(body, keys)),
      badge: await orNone(row.badge, "badges", (body) => readBadge(body, keys)),
      built: row.built, fetched: row.fetched, clockOff: row.clock_off,
      maxAgeDays: vectors.max_age_days, almostMonths: vectors.almost_months,
    };
    const { state, why } = await verdict(row.text, device, row.now, row.same_person, verify);
    return [row.name, state, why];
  }));
}"""
FLIPS = """async ([vectors, by]) => {
  const { read } = await import("/static/js/token.js");
  const verify = (await import("/static/js/signature.js"))[by];
  const bytes = (text) => Uint8Array.from(text.match(/../g), (h) => parseInt(h, 16));
  const keys = new Map(vectors.keys.map((key) => [
    key.kid, { use: key.use, expMax: key.exp_max, public: bytes(key.public) }]));
  const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  const digits = (value, count) => Array.from({ length: count },
    (_, place) => alphabet[Math.floor(value / 45 ** place) % 45]).join("");
  const text = (token) => "GI1:" + Array.from({ length: 50 }, (_, pair) => pair === 49
    ? digits(token[98], 2) : digits(token[2 * pair] * 256 + token[2 * pair + 1], 3)).join("");
  const good = bytes(vectors.genuine[0].token);
  let refused = 0;
  for (let bit = 0; bit < 792; bit += 1) {
    const token = good.slice();
    token[bit >> 3] ^= 1 << (bit & 7);
    await read(text(token), keys, verify).catch((error) => { refused += error.reason ? 1 : 0; });
  }
  return [text(good) === vectors.genuine[0].text, refused];
}"""


def vectors(name):
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def blank(page):
    page.goto("/pas-check/aanmelden")
    return page


@pytest.mark.parametrize("by", VERIFIERS)
def test_tokens_read_as_on_the_server(blank, by):
    given = vectors("token")

    answers = blank.evaluate(TOKENS, [given, by])

    assert answers == [
        *(
            [row["name"], {k: row[k] for k in ("kid", "exp", "id", "colour")}]
            for row in given["genuine"]
        ),
        *([row["name"], row["error"]] for row in given["refused"]),
    ]


@pytest.mark.parametrize("by", VERIFIERS)
def test_every_flipped_bit_is_refused(blank, by):
    assert blank.evaluate(FLIPS, [vectors("token"), by]) == [True, 792]


@pytest.mark.parametrize("by", VERIFIERS)
def test_lists_read_as_on_the_server(blank, by):
    given = vectors("keylist")

    answers = blank.evaluate(LISTS, [given, by])

    assert answers == [
        *(
            [
                row["name"],
                [
                    row["root"],
                    row["seq"],
                    row["issued"],
                    [[key[name] for name in ENTRY] for key in row["entries"]],
                ],
            ]
            for row in given["good"]
        ),
        *([row["name"], row["error"]] for row in given["refused"]),
    ]


@pytest.mark.parametrize("by", VERIFIERS)
def test_verdicts_are_those_of_the_server(blank, by):
    given = vectors("verdicts")

    answers = blank.evaluate(VERDICTS, [given, by])

    assert answers == [
        [row["name"], row["state"], row["why"]] for row in given["cases"]
    ]


@pytest.mark.parametrize("by", VERIFIERS)
def test_withdrawn_lists_read_as_on_the_server(blank, by):
    given = vectors("withdrawn")

    answers = blank.evaluate(WITHDRAWN, [given, by])

    assert answers == [
        *(
            [
                row["name"],
                [row["seq"], row["issued"], row["fresh_until"], row["buckets"]],
            ]
            for row in given["good"]
        ),
        *([row["name"], row["error"]] for row in given["refused"]),
    ]


@pytest.mark.parametrize("by", VERIFIERS)
def test_badges_and_their_showing_read_as_on_the_server(blank, by):
    given = vectors("badge")

    badges, asked = blank.evaluate(BADGES, [given, by])

    assert badges == [
        *([row["name"], {name: row[name] for name in BADGE}] for row in given["good"]),
        *([row["name"], "BadBadge"] for row in given["refused"]),
    ]
    assert asked == [[row["name"], row["state"], row["why"]] for row in given["asked"]]
