// The last day a pass is good, as on the card and in words; and when the list came.

const locale = document.documentElement.lang;

// "november 2028", or with the policy `day` "30 november 2028".
export function inWords(exp, rounding) {
  const parts = lastDay(exp, { month: "long", ...rounding === "day" && { day: "numeric" } });
  return parts.map((part) => part.value).join("");
}

// "11 – 2028", or with the policy `day` "30-11-2028".
export function asPrinted(exp, rounding) {
  const parts = lastDay(exp, { month: "2-digit", day: "2-digit" });
  const { day, month, year } = Object.fromEntries(parts.map((part) => [part.type, part.value]));
  return rounding === "day" ? `${day}-${month}-${year}` : `${month} – ${year}`;
}

export function moment(seconds) {
  return new Intl.DateTimeFormat(locale, {
    day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    timeZone: "Europe/Amsterdam",
  }).format(new Date(seconds * 1000));
}

function lastDay(exp, options) { // exp is exclusive
  return new Intl.DateTimeFormat(locale, {
    timeZone: "Europe/Amsterdam", year: "numeric", ...options,
  }).formatToParts(new Date((exp - 1) * 1000));
}
