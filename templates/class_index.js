"use strict";
// Shows the rows that have every word typed, and the state chosen; accents and capitals do not count.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const form = document.querySelector("#find");
const rows = [...document.querySelectorAll("tbody tr")].map((row) => ({ row, text: plain(row.textContent) }));
function show() {
  const words = plain(form.elements.words.value).split(/\s+/).filter(Boolean);
  const state = form.elements.state.value;
  let shown = 0;
  for (const { row, text } of rows) {
    const wanted = words.every((word) => text.includes(word)) && (!state || row.dataset.state === state);
    row.hidden = !wanted;
    shown += wanted;
  }
  document.querySelector("#shown").textContent = `${shown} of ${rows.length}`;
}
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
show();
