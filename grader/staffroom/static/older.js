// Says when a page is older than the gradebook, and keeps what was typed until the server has it:
// where the server is gone, or was started again, the page stays, says so, and sends once it can.

const AGAIN = 2000;
const asked = document.body.dataset;

function tell(id) {
  for (const each of ["older", "gone", "signed-out"]) {
    document.getElementById(each).hidden = each !== id;
  }
}

async function look() {
  try {
    const answer = await fetch(asked.ask, { cache: "no-store" });
    if (answer.status === 401) return "signed-out";
    if (!answer.ok) return "";
    return asked.revision && (await answer.text()) !== asked.revision ? "older" : "";
  } catch {
    return "gone";
  }
}

async function onReturn() {
  if (document.visibilityState === "visible") tell(await look());
}

// Gives a form the key of the session that holds now, and sends it; returns where to go then, ""
// where the answer is a page of its own, and undefined where nobody answered.
async function send(form, submitter) {
  try {
    const key = await fetch("/key");
    if (!key.ok) return undefined;
    form.elements.form_key.value = await key.text();
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { "X-Sent-By": "script" },
      body: new URLSearchParams(new FormData(form, submitter)),
    });
    return answer.headers.get("X-Go-To") || "";
  } catch {
    return undefined;
  }
}

async function sendUntilTaken(form, submitter) {
  let next = await send(form, submitter);
  while (next === undefined) {
    const state = await look();
    if (state !== "older") tell(state);
    await new Promise((go) => setTimeout(go, AGAIN));
    next = await send(form, submitter);
  }
  return next;
}

async function onSubmit(event) {
  const form = event.target;
  if (form.method !== "post" || form.dataset.plain || form.dataset.sent === "now") return;
  event.preventDefault();
  if (form.dataset.sent) return; // it is on its way already
  form.dataset.sent = "soon";
  const next = await sendUntilTaken(form, event.submitter);
  if (next) return location.assign(next);
  form.dataset.sent = "now"; // nothing was written: the same again, as the browser does it, shows why
  return form.requestSubmit(event.submitter);
}

document.addEventListener("submit", onSubmit);
document.addEventListener("visibilitychange", onReturn);
window.addEventListener("focus", onReturn);
window.addEventListener("pageshow", (event) => {
  for (const form of document.forms) form.dataset.sent = "";
  if (event.persisted) onReturn();
});
