// A reminder for the month on the pass, made here: nothing of it is sent. It is a whole day
// without place, alarm or anything that says what for.
const MONTHS_AHEAD = 37;
const DAY = 86_400_000;

const box = document.getElementById("reminder");
const choice = box.querySelector("select");
const now = new Date();

function addMonths() {
  const name = new Intl.DateTimeFormat(document.documentElement.lang, {
    month: "long", year: "numeric", timeZone: "UTC",
  });
  for (let ahead = 0; ahead < MONTHS_AHEAD; ahead += 1) {
    const end = Date.UTC(now.getFullYear(), now.getMonth() + ahead + 1, 0);
    choice.add(new Option(name.format(end), end));
  }
}

// The first day to come, but never one that is past.
function remindOn(end) {
  const first = end - Number(box.dataset.weeks) * 7 * DAY;
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  return Math.max(first, today);
}

const written = (moment) => new Date(moment).toISOString().slice(0, 10).replaceAll("-", "");

function calendar(day) {
  const id = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//calendar//EN", "BEGIN:VEVENT",
    `UID:${id}`, `DTSTAMP:${written(day)}T000000Z`,
    `DTSTART;VALUE=DATE:${written(day)}`, `DTEND;VALUE=DATE:${written(day + DAY)}`,
    `SUMMARY:${box.dataset.title}`, "CLASS:PRIVATE", "TRANSP:TRANSPARENT",
    "END:VEVENT", "END:VCALENDAR", "",
  ].join("\r\n");
}

box.querySelector("button").addEventListener("click", () => {
  const file = new Blob([calendar(remindOn(Number(choice.value)))], { type: "text/calendar" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "afspraak.ics";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});

addMonths();
box.hidden = false;
