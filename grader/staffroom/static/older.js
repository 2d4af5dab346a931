// Says when a page is older than the gradebook, and sends no form where the server is gone: what was
// typed stays in the page.  Asked at the return to the page and before a form is sent.
"use strict";

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

async function onSubmit(event) {
  const form = event.target;
  if (form.method !== "post" || form.dataset.sent === "now") return;
  event.preventDefault();
  if (form.dataset.sent) return; // it is being looked at already
  form.dataset.sent = "soon";
  const state = await look();
  const stopped = state === "gone" || state === "signed-out";
  form.dataset.sent = stopped ? "" : "now"; // whether it is too old is for the server to say
  if (stopped) tell(state);
  else form.requestSubmit(event.submitter);
}

document.addEventListener("submit", onSubmit);
document.addEventListener("visibilitychange", onReturn);
window.addEventListener("focus", onReturn);
window.addEventListener("pageshow", (event) => {
  for (const form of document.forms) form.dataset.sent = "";
  if (event.persisted) onReturn();
});
