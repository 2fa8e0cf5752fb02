// What needs a passkey shows up only where a passkey can work; without this file nothing shows.
(() => {
  "use strict"
  // A passkey belongs to a name: browsers refuse it for an address of numbers.
  const isNumber = /^[\d.]+$|:/.test(location.hostname)
  const works = isSecureContext && !isNumber && webauthnJSON.supported()
  const show = (state, shown) => {
    for (const part of document.querySelectorAll(`[data-passkey="${state}"]`)) part.hidden = !shown
  }
  document.addEventListener("DOMContentLoaded", () => {
    show("works", works)
    show("missing", !works)
  })
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault() // it is said on the page, not in the console
    show("failed", true)
  })
})()
