// Moments and days in words, always in Dutch time: on the card, of a licence, of the lists.

const ZONE = { timeZone: "Europe/Amsterdam" };
const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const DAY = 86_400;
const page = document.documentElement.lang;

// "november 2028", or with the policy `day` "30 november 2028". `exp` is exclusive.
export function inWords(exp, rounding, locale = page) {
  const day = rounding === "day" && { day: "numeric" };
  return written(exp - 1, { month: "long", year: "numeric", ...day }, locale);
}

// "11 – 2028", or with the policy `day` "30-11-2028".
export function asPrinted(exp, rounding) {
  const parts = partsOf(exp - 1);
  const { day, month, year } = parts;
  return rounding === "day" ? `${day}-${month}-${year}` : `${month} – ${year}`;
}

// "30 november 2028": the day of a moment, or of a number of days since 1970.
export function day(seconds, locale = page) {
  return written(seconds, { day: "numeric", month: "long", year: "numeric" }, locale);
}

// Noon, so that the zone cannot move it to another day.
export const noonOf = (days) => (days + 0.5) * DAY;

// Days since 1970 of the local day.
export function localDay(seconds) {
  const { day, month, year } = partsOf(seconds);
  return Date.UTC(year, month - 1, day) / DAY / 1000;
}

export function moment(seconds) {
  return written(seconds, { day: "numeric", month: "short", ...TIME });
}

export const time = (seconds) => written(seconds, TIME);
export const clock = (seconds) => written(seconds, { ...TIME, second: "2-digit" });

function written(seconds, options, language = page) {
  const locale = language === "en" ? "en-GB" : language; // the day before the month
  return new Intl.DateTimeFormat(locale, { ...ZONE, ...options }).format(new Date(seconds * 1000));
}

function partsOf(seconds) {
  const format = new Intl.DateTimeFormat("en", {
    ...ZONE, year: "numeric", month: "2-digit", day: "2-digit",
  });
  const parts = format.formatToParts(new Date(seconds * 1000));
  return Object.fromEntries(parts.map((part) => [part.type, part.value]));
}
