// A digit goes on to the next field by itself, Backspace in an empty field goes back, and Enter
// sends from the last field only. Without this file Tab does the same.
const form = document.querySelector("form.typing");
const fields = [...form.querySelectorAll("input.digit")];
const goTo = (field) => { if (field) { field.focus(); field.select(); } };
form.addEventListener("input", ({ target }) => {
  if (target.maxLength > 0 && target.value.length >= target.maxLength) {
    const next = fields[fields.indexOf(target) + 1];
    if (next) { goTo(next); } else { form.querySelector("button").focus(); };
  }
});
form.addEventListener("keydown", (event) => {
  const at = fields.indexOf(event.target);
  if (at < 0) { return; }
  if (event.key === "Backspace" && !event.target.value && at > 0) {
    event.preventDefault();
    goTo(fields[at - 1]);
  }
  if (event.key === "Enter" && at < fields.length - 1) {
    event.preventDefault();
    goTo(fields[at + 1]);
  }
});
goTo(form.querySelector(".wrong input") ?? fields[0]);
