// The slip's QR code carries its code behind the `#`, which no browser sends: fill it in, and
// take it out of the address, so that it stays in no history.
const typed = location.hash.slice(1);

if (/^[0-9A-Za-z]{18}$/.test(typed)) {
  document.getElementById("id_c").value = typed.match(/.{3}/g).join(" ");
}
if (location.hash) history.replaceState(null, "", location.pathname);
