// How many characters are left in a field that takes no more than its maxlength. Without this file
// the field takes no more either, and a sentence above it says how many.
(() => {
  "use strict"
  const NEARLY_FULL = 20 // from here on it is read out as well

  for (const field of document.querySelectorAll("[data-count]")) {
    const told = document.querySelector(`[data-left-of="${field.name}"]`)
    if (!told) continue
    const tell = () => {
      const left = field.maxLength - field.value.length
      told.setAttribute("aria-live", left <= NEARLY_FULL ? "polite" : "off")
      told.textContent = told.dataset.words.replace("%(count)s", left)
      told.hidden = false
    }
    field.addEventListener("input", tell)
    tell()
  }
})()
