// Runs in the browser: keeps the live parts of the overview up to date, and sends what its forms and buttons
// ask for. All texts and all HTML come from the server (live.ts).

const main = document.querySelector("main");
const message = document.getElementById("message");
const interval = 1000;
const shown = new Map();

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch("/_sandbox/page/live", { cache: "no-store" });
    const parts = await answer.json();
    if (message.textContent === main.dataset.lost) say("");
    for (const place of document.querySelectorAll("[data-live]")) {
      const text = parts[place.dataset.live];
      // What somebody is about to press must not move away under their fingers.
      if (text === undefined || shown.get(place) === text || place.contains(document.activeElement)) continue;
      shown.set(place, text);
      place.innerHTML = text;
    }
  } catch {
    say(main.dataset.lost, true);
  }
}

async function send(address, method, body) {
  try {
    const answer = await fetch(address, { method, body });
    const result = await answer.json();
    if (answer.ok) say(main.dataset.done);
    else say(`${main.dataset.failed} ${result.error}`, true);
  } catch {
    say(main.dataset.lost, true);
  }
  document.activeElement?.closest("[data-live]") && document.activeElement.blur();
  await refresh();
}

function say(text, isBad = false) {
  message.textContent = text;
  message.className = isBad ? "bad" : "good";
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-send]");
  if (button !== null) void send(button.dataset.send, button.dataset.method ?? "POST", button.dataset.body);
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-send]");
  if (form === null) return;
  event.preventDefault();
  const body = {};
  for (const field of form.elements)
    if (field.name && field.value !== "")
      body[field.name] = field.type === "number" ? Number(field.value) : field.value;
  void send(form.dataset.send, "POST", JSON.stringify(body));
});

setInterval(refresh, interval);
document.addEventListener("visibilitychange", refresh);
