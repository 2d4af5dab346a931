// Keys of the marking page, and what a link points at is unfolded; every page works without it.

const form = document.getElementById("marks");
const comment = document.getElementById("comment");

function give(field) {
  const steps = [field.dataset.most, "0", ""];
  field.value = steps[(steps.indexOf(field.value) + 1) % steps.length];
}

function putIn(text) {
  if (!comment.value.includes(text)) {
    comment.value = comment.value ? comment.value + "\n" + text : text;
  }
}

function onKey(event) {
  const writing = event.target.matches("textarea, input, select");
  if (event.key === "Escape") {
    event.target.blur();
  } else if (event.key === "Enter" && (event.ctrlKey || !event.target.matches("textarea, a, button"))) {
    event.preventDefault();
    form.requestSubmit();
  } else if (!writing && !event.ctrlKey && !event.altKey && !event.metaKey) {
    onPlainKey(event);
  }
}

function onPlainKey(event) {
  const digit = /^Digit([1-9])$/.exec(event.code);
  if (digit && event.shiftKey) {
    const button = document.querySelectorAll(".reused button")[digit[1] - 1];
    if (button) putIn(button.dataset.comment);
  } else if (digit) {
    const field = document.getElementById("points-" + digit[1]);
    if (field) give(field);
  } else if (event.key === "c") {
    event.preventDefault();
    comment.focus();
  } else if (event.key === "n" || event.key === "p") {
    document.getElementById(event.key === "n" ? "next" : "previous").click();
  }
}

if (form) {
  document.addEventListener("keydown", onKey);
  for (const button of document.querySelectorAll(".reused button")) {
    button.addEventListener("click", () => putIn(button.dataset.comment));
  }
}

function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.matches("details")) target.open = true;
}

window.addEventListener("hashchange", unfold);
unfold();
