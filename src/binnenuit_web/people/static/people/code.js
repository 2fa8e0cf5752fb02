// A scanned code stands behind the # of the address, which no browser sends to a server.
const scanned = decodeURIComponent(location.hash.slice(1));
const field = document.querySelector("[name=code]");
if (scanned && field) {
  field.value = scanned;
  history.replaceState(null, "", location.pathname);
}
