// A ballot, one question a screen, kept on this phone until it was sent. Without this file the page
// is a plain form. Nothing but the ballot itself is ever sent, and after that nothing is kept.
(() => {
  "use strict"
  const OVER = ["received", "already", "closed", "unknown"]
  const KNOWN = [...OVER, "stopped", "not_yet", "wrong"]
  const LONGEST_WAIT = 300 // seconds between two attempts
  const PATIENCE = 30000 // milliseconds for one attempt

  // The key tells nobody the code: many codes would give the same one.
  const digest = (text) => {
    let one = 2166136261
    let two = 16777619
    for (const sign of text) {
      one = Math.imul(one ^ sign.charCodeAt(0), 16777619)
      two = Math.imul(two ^ sign.charCodeAt(0), 2246822507)
    }
    return (one >>> 0).toString(36) + (two >>> 0).toString(36)
  }
  const key = `ballot ${digest(location.pathname.toUpperCase().replace(/[^0-9A-Z]/g, ""))}`

  const store = {
    works: true,
    read() {
      try {
        return JSON.parse(localStorage.getItem(key)) || {}
      } catch {
        this.works = false
        return {}
      }
    },
    write(kept) {
      try {
        localStorage.setItem(key, JSON.stringify(kept))
      } catch {
        this.works = false
      }
    },
    erase() {
      try {
        localStorage.removeItem(key)
      } catch {
        this.works = false
      }
    },
  }

  const main = document.querySelector("main")
  const parts = document.querySelector("[data-walk-parts]")
  if (OVER.includes(main.dataset.state)) store.erase()
  tellKept()
  if (!parts) return

  // Where nothing is taken in for now: what was to be sent waits on this phone.
  function tellKept() {
    const told = document.querySelector("[data-kept]")
    if (told) told.hidden = !store.read().waiting
  }

  const form = document.querySelector("form.ballot")
  const heading = document.querySelector("h1")
  const title = heading.textContent
  const find = (what) => main.querySelector(what)
  const all = (what) => [...main.querySelectorAll(what)]

  let kept = { answers: {}, ticked: [], groceries: {}, ...store.read() }
  let done = false // nothing can be changed any more
  let sending = null
  let timer = null
  let wait = 5
  let byHand = false // by a finger or a mouse, and not by the arrow keys

  const keep = () => store.write(kept)

  // ---- building the walk out of the page

  function build() {
    for (const plain of all("[data-plain]")) plain.remove()
    const questions = find("[data-questions]")
    if (questions) questions.replaceWith(questions.content.cloneNode(true))
    const made = parts.content.cloneNode(true)
    find(".column").prepend(made.querySelector(".walk-head"))
    form.append(made.querySelector("[data-step=send]"), made.querySelector(".walk-foot"))
    form.after(made)
    for (const part of all("[data-walk]")) part.hidden = false
    heading.tabIndex = -1
    form.autocomplete = "off"
    for (const set of all("[data-groceries]")) single(set)
  }

  // The two answers about groceries have no name, so that no form can send them; what a browser does
  // for answers with one name is done here.
  function single(set) {
    const choices = [...set.querySelectorAll("input")]
    const choose = (chosen) => {
      for (const each of choices) {
        each.checked = each === chosen
        each.tabIndex = each === (chosen || choices[0]) ? 0 : -1
      }
    }
    set.choose = (value) => choose(choices.find((each) => each.value === value))
    set.addEventListener("change", (event) => choose(event.target))
    set.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
      if (!step) return
      event.preventDefault()
      const next = choices.at((choices.indexOf(event.target) + step) % choices.length)
      choose(next)
      next.focus()
      next.dispatchEvent(new Event("change", { bubbles: true }))
    })
    choose()
  }

  // Questions about each team that was ticked, before the last question about groceries.
  function askAboutTeams() {
    for (const old of all("[data-of-team]")) old.remove()
    const pattern = find("[data-about-team]")
    const last = find("[data-groceries=last]")
    const before = last ? last.closest("[data-group]") : find("[data-step=send]")
    for (const box of all("[name=team]:checked")) {
      const made = pattern.content.cloneNode(true)
      for (const group of made.querySelectorAll("[data-group]")) {
        group.dataset.ofTeam = box.value
        group.querySelector("[data-title]").textContent = box.parentElement.textContent.trim()
      }
      for (const card of made.querySelectorAll("[data-step]")) card.dataset.step += `:${box.value}`
      for (const input of made.querySelectorAll("input")) input.name += `:${box.value}`
      before.before(made)
    }
    restore()
  }

  function restore() {
    for (const input of form.querySelectorAll("[type=radio][name]")) {
      input.checked = kept.answers[input.name] === input.value
    }
    for (const set of all("[data-groceries]")) set.choose(kept.groceries[set.dataset.groceries])
  }

  function limitTicks() {
    const boxes = all("[name=team]")
    const full = boxes.filter((box) => box.checked).length >= Number(form.dataset.most)
    for (const box of boxes) box.disabled = full && !box.checked
  }

  // ---- walking

  const cards = () => [...form.querySelectorAll("fieldset[data-step]:not(.teams)")]
  const names = () => [
    "begin",
    ...(find("[data-step=teams]") ? ["teams"] : []),
    ...cards().map((card) => card.dataset.step),
    "send",
  ]
  const isAnswered = (card) => card.querySelector("input:checked") !== null
  const here = () => (names().includes(kept.at) ? kept.at : "begin")
  const fill = (text, number, count) =>
    text.replace("%(number)s", number).replace("%(count)s", count)

  function show(name, { focus = true } = {}) {
    for (const step of all("[data-step]")) step.hidden = step.dataset.step !== name
    for (const group of all("[data-group]")) {
      group.hidden = !group.querySelector("[data-step]:not([hidden])")
    }
    const list = cards()
    const card = list.find((each) => each.dataset.step === name)
    find(".walk-head").hidden = !card
    find(".walk-foot").hidden = !names().includes(name) || name === "begin"
    form.hidden = name === "begin" || find(".walk-foot").hidden
    main.classList.toggle("walking", Boolean(card) || name === "teams")
    heading.textContent = headingOf(name, card)
    if (card) card.setAttribute("aria-describedby", "walk-words")
    if (card) progress(list.indexOf(card) + 1, list.length)
    if (name === "send") sayHowMany(list)
    nameButton(name, card)
    find("[data-next]").hidden = name === "send" && !hasAnswers()
    find(".walk-erase").hidden = ["sending", "received"].includes(name) || !(kept.waiting || kept.at)
    find("[data-unkept]").hidden = store.works
    if (focus) place(card)
  }

  function headingOf(name, card) {
    if (card) return card.closest("[data-group]").querySelector("[data-title]").textContent
    const words = find("[data-headings]").content.querySelector(`[data-for=${name}]`)
    return words ? words.textContent : title
  }

  function progress(number, count) {
    const words = find(".walk-words")
    words.textContent = fill(words.dataset.words, number, count)
    find(".walk-bar").max = count
    find(".walk-bar").value = number
  }

  function sayHowMany(list) {
    const said = find("[data-answered]")
    said.textContent = fill(said.dataset.answered, list.filter(isAnswered).length, list.length)
    find("[data-none]").hidden = hasAnswers()
  }

  function nameButton(name, card) {
    const button = find("[data-next]")
    const skips = card && !isAnswered(card)
    button.textContent = button.dataset[name === "send" ? "send" : skips ? "skip" : "on"]
    button.classList.toggle("plain", Boolean(skips))
  }

  function place(card) {
    window.scrollTo(0, 0)
    const choice = card && (card.querySelector("input:checked") || card.querySelector("input"))
    ;(choice || heading).focus({ preventScroll: true })
  }

  function go(name, { replace = false } = {}) {
    kept.at = name
    keep()
    find("[data-erased]").hidden = true
    const depth = (history.state?.depth || 0) + (replace ? 0 : 1)
    history[replace ? "replaceState" : "pushState"]({ step: name, depth }, "")
    show(name)
  }

  function next() {
    const list = names()
    const name = list[list.indexOf(here()) + 1]
    if (name) go(name)
    else send()
  }

  function back() {
    const list = names()
    if (history.state?.depth > 0) history.back()
    else go(list[Math.max(0, list.indexOf(here()) - 1)], { replace: true })
  }

  // ---- sending, once, when there is a connection

  function body() {
    const said = new URLSearchParams(new FormData(form))
    const { first, last } = kept.groceries
    if (form.dataset.shift && first > 0 && last > 0) {
      said.append(form.dataset.shift, 5 + Number(last) - Number(first))
    }
    said.append("step", "send")
    return said.toString()
  }

  const hasAnswers = () => [...new URLSearchParams(body()).keys()].some((each) => each.startsWith("q:"))

  function send() {
    if (done) return
    done = true
    kept = { waiting: body() } // what is not sent is not kept either
    keep()
    attempt()
  }

  async function attempt() {
    if (sending || !kept.waiting) return
    clearTimeout(timer)
    sending = new AbortController()
    const tooLong = setTimeout((control) => control.abort(), PATIENCE, sending)
    show("sending", { focus: false })
    try {
      const answer = await fetch(location.href, {
        method: "POST",
        body: new URLSearchParams(kept.waiting),
        headers: { Accept: "application/json" },
        credentials: "omit",
        signal: sending.signal,
      })
      const { state } = await answer.json()
      // A hotel's network answers too; only what the box itself says counts.
      if (!KNOWN.includes(state)) throw new Error(state)
      sending = null
      await arrived(state)
    } catch {
      sending = null
      if (kept.waiting) later()
    } finally {
      clearTimeout(tooLong)
    }
  }

  function later() {
    show("waiting")
    timer = setTimeout(attempt, wait * 1000)
    wait = Math.min(LONGEST_WAIT, wait * 2)
  }

  async function arrived(state) {
    if (state === "wrong") return giveBack()
    if (OVER.includes(state)) {
      kept = {}
      store.erase()
    }
    try {
      const answer = await fetch(location.href, { credentials: "omit" })
      const page = new DOMParser().parseFromString(await answer.text(), "text/html")
      const told = page.querySelector("main[data-state]")
      document.title = page.title
      document.querySelector("main").replaceWith(document.adoptNode(told))
      tellKept()
      told.focus()
    } catch {
      if (kept.waiting || state === "closed" || state === "unknown") location.reload()
      else show("received")
    }
  }

  // The server cannot take it as it is: it gives the page back, and says what is wrong.
  function giveBack() {
    const plain = document.createElement("form")
    plain.method = "post"
    for (const [name, value] of new URLSearchParams(kept.waiting)) {
      const input = document.createElement("input")
      Object.assign(input, { type: "hidden", name, value })
      plain.append(input)
    }
    store.erase()
    document.body.append(plain)
    plain.submit()
  }

  function erase() {
    clearTimeout(timer)
    sending?.abort()
    done = false
    kept = { answers: {}, ticked: [], groceries: {} }
    store.erase()
    form.reset()
    limitTicks()
    askAboutTeams()
    history.replaceState({ step: "begin", depth: history.state?.depth || 0 }, "")
    show("begin")
    find("[data-erased]").hidden = false
  }

  // ---- what people do

  const DO = { next, back, again: attempt, erase }
  main.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go]")
    if (button) DO[button.dataset.go]()
  })
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    next()
  })
  form.addEventListener("pointerdown", () => (byHand = true))
  form.addEventListener("keydown", () => (byHand = false))
  form.addEventListener("change", (event) => {
    const input = event.target
    const set = input.closest("[data-groceries]")
    if (set) kept.groceries[set.dataset.groceries] = input.value
    else if (input.type === "radio") kept.answers[input.name] = input.value
    else {
      kept.ticked = all("[name=team]:checked").map((box) => box.value)
      limitTicks()
      askAboutTeams()
    }
    keep()
    const name = here()
    nameButton(name, cards().find((card) => card.dataset.step === name))
    if (byHand && input.type === "radio") {
      setTimeout(() => here() === name && !done && next(), 200)
    }
  })
  addEventListener("popstate", (event) => {
    if (done || !event.state?.step) return
    kept.at = event.state.step
    keep()
    show(here())
  })
  addEventListener("online", attempt)
  document.addEventListener("visibilitychange", () => document.hidden || attempt())

  build()
  for (const box of all("[name=team]")) box.checked = kept.ticked?.includes(box.value)
  if (kept.waiting) {
    done = true
    attempt()
  } else {
    limitTicks()
    if (find("[data-about-team]")) askAboutTeams()
    else restore()
    const name = history.state?.step && names().includes(history.state.step) ? history.state.step : here()
    kept.at = name === "begin" ? undefined : name
    history.replaceState({ step: name, depth: history.state?.depth || 0 }, "")
    show(name, { focus: name !== "begin" })
  }
})()
