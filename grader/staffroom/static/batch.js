// Keeps the page of the batches true: the server sends what is new, and nothing is asked for again
// and again.  A lost connection is told, and made anew.

const QUIET = 25000; // the server says something every ten seconds
const AGAIN = 2000;
const batches = document.getElementById("batches");
const connection = document.getElementById("connection");
let stream = null;
let alarm = 0;
let lostAt = "";

function tell(sentence) {
  if (connection.textContent !== sentence) connection.textContent = sentence;
  connection.hidden = !sentence;
}

function heard(sentence) {
  clearTimeout(alarm);
  alarm = setTimeout(lost, QUIET);
  lostAt = "";
  tell(sentence);
}

function show(event) {
  heard("");
  const at = batches.contains(document.activeElement) && document.activeElement.getAttribute("href");
  batches.innerHTML = event.data; // made by our templates, which escape everything
  if (at) batches.querySelector(`a[href="${CSS.escape(at)}"]`)?.focus();
}

async function whyLost() {
  try {
    const answer = await fetch("/alive");
    if (answer.status === 401) {
      return "This session is over: open the link that `grade serve` printed last, in another tab.";
    }
  } catch {
    // the server does not answer, which the sentence says anyway
  }
  return `The connection was lost at ${lostAt}; what stands here is from then. It is tried again.`;
}

async function lost() {
  clearTimeout(alarm);
  stream.close();
  lostAt = lostAt || new Date().toLocaleTimeString();
  alarm = setTimeout(connect, AGAIN);
  const sentence = await whyLost();
  if (lostAt) tell(sentence); // it may be back already
}

function connect() {
  clearTimeout(alarm);
  if (stream) stream.close();
  stream = new EventSource("/batch/now");
  stream.addEventListener("batch", show);
  stream.addEventListener("alive", () => heard(connection.textContent));
  stream.addEventListener("trouble", (event) => heard(`${event.data} What stands here is older.`));
  stream.addEventListener("error", lost);
  alarm = setTimeout(lost, QUIET);
}

connect();
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return connect();
  clearTimeout(alarm);
  return stream.close();
});
