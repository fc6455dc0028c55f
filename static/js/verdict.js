// From what the camera read to one of the states of the check; the first row that fits wins.
// The same rules stand in passes/verdict.py; both are held by tests/vectors/verdicts.json.
import { INSPECTOR } from "./badge.js";
import { localDay } from "./dates.js";
import { BadToken, read } from "./token.js";
import { hasBadge, hasPass } from "./withdrawn.js";

const SLACK = 300;
const OFF = 600;
const DAY = 86_400;
const MONTH = 2_635_200; // 30.5 days
const REPLACED = 2;
const ALLOWS = new Map([["w", 1], ["g", 2]]);

// {state, why, found} for `text` (null: nothing found in 15 seconds).
// `device`: {built, keys, list, badge, fetched, clockOff, maxAgeDays, almostMonths}, moments in
// seconds; `samePerson`: the answer to compare, null while nobody has answered.
export async function verdict(text, device, now, samePerson = null, verify = undefined) {
  const early = before(device, now);
  if (early) return { ...early, found: null };
  if (text === null) return { state: "unreadable", why: "nothing", found: null };
  try {
    const found = await read(text, device.keys.byKid, verify);
    return { ...stateOf(found, device, now, samePerson), found };
  } catch (error) {
    if (!(error instanceof BadToken)) throw error;
    return { state: stateOfBad(error.reason, device, now), why: error.reason, found: null };
  }
}

// The states that keep the camera closed.
function before({ badge, list, keys, built, clockOff }, now) {
  const ended = (why) => ({ state: "badge_ended", why });
  if (!badge) return ended("none");
  if (badge.until <= now) return ended("ended");
  if (list && hasBadge(list, badge.id)) return ended("withdrawn");
  const issued = Math.max(keys.issued, list ? list.issued : 0);
  const isWrong = now < built || now + SLACK < issued || Math.abs(clockOff) > OFF;
  return isWrong ? { state: "clock_wrong", why: null } : null;
}

function stateOfBad(reason, device, now) {
  if (reason === "not_ours" || reason === "newer_version") return "unreadable";
  const isOld = now - device.fetched > device.maxAgeDays * DAY;
  return reason === "unknown_key" && isOld ? "list_too_old" : "not_genuine";
}

function stateOf(found, device, now, samePerson) {
  const state = firstOf(found, device, now);
  if (state) return state;
  if (samePerson === null) return { state: "compare", why: null };
  if (!samePerson) return { state: "not_this_person", why: null };
  if (isReplaced(found, device)) return { state: "series_replaced", why: "grace" };
  const isAlmost = found.exp - now < device.almostMonths * MONTH;
  return { state: isAlmost ? "almost_expired" : "valid", why: null };
}

function firstOf(found, { keys, list, badge }, now) {
  if (found.colour === "t") return { state: "specimen", why: null };
  if (found.exp <= now) return { state: "expired", why: null };
  if (list && hasPass(list, found)) return { state: "withdrawn", why: null };
  const { state, grace } = keys.byKid.get(found.kid);
  if (state === REPLACED && localDay(now) > grace) return { state: "series_replaced", why: "over" };
  const isAllowed = badge.colours & (INSPECTOR | ALLOWS.get(found.colour));
  if (!isAllowed) return { state: "wrong_colour", why: null };
  if (!list || list.freshUntil <= now) return { state: "list_too_old", why: "list" };
  return null;
}

function isReplaced(found, { keys }) {
  return keys.byKid.get(found.kid).state === REPLACED;
}
