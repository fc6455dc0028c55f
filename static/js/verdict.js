// From what the camera read to one of the states of the check; the first row that fits wins.
// The same rules stand in passes/verdict.py; both are held by tests/vectors/verdicts.json.
import { BadToken, read } from "./token.js";

const SLACK = 300;
const OFF = 600;
const DAY = 86_400;
const MONTH = 2_635_200; // 30.5 days

// {state, why, found} for `text` (null: nothing found in 15 seconds).
// `device`: {built, keys, fetched, clockOff, maxAgeDays, almostMonths}, moments in seconds;
// `samePerson`: the answer to compare, null while nobody has answered.
export async function verdict(text, device, now, samePerson = null, verify = undefined) {
  if (isClockWrong(device, now)) return { state: "clock_wrong", why: null, found: null };
  if (text === null) return { state: "unreadable", why: "nothing", found: null };
  try {
    const found = await read(text, device.keys.byKid, verify);
    return { state: stateOf(found, device, now, samePerson), why: null, found };
  } catch (error) {
    if (!(error instanceof BadToken)) throw error;
    return { state: stateOfBad(error.reason, device, now), why: error.reason, found: null };
  }
}

function isClockWrong(device, now) {
  return now < device.built || now + SLACK < device.keys.issued || Math.abs(device.clockOff) > OFF;
}

function stateOfBad(reason, device, now) {
  if (reason === "not_ours" || reason === "newer_version") return "unreadable";
  const isOld = now - device.fetched > device.maxAgeDays * DAY;
  return reason === "unknown_key" && isOld ? "list_too_old" : "not_genuine";
}

function stateOf(found, device, now, samePerson) {
  if (found.colour === "t") return "specimen";
  if (found.exp <= now) return "expired";
  if (samePerson === null) return "compare";
  if (!samePerson) return "not_this_person";
  return found.exp - now < device.almostMonths * MONTH ? "almost_expired" : "valid";
}
