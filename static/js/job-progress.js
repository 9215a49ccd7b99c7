// Keeps a job's steps fresh: fetches the fragment again until the server says that it has ended.
const LONGEST_WAIT_MS = 20000;

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function fetchFragment(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-job]");
}

function replace(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceChildren(...fresh.childNodes);
  for (const name of ["jobState", "jobEnded"]) {
    if (name in fresh.dataset) old.dataset[name] = fresh.dataset[name];
  }
  if (focused) document.getElementById(focused)?.focus();
}

function sayTrouble(job, isTrouble) {
  const note = job.querySelector("[data-job-trouble]");
  if (note) note.hidden = !isTrouble;
}

async function follow(job) {
  const every = Number(job.dataset.jobEvery || 2) * 1000;
  let wait = every;
  while (!("jobEnded" in job.dataset)) {
    await pause(wait);
    try {
      const fresh = await fetchFragment(job.dataset.job);
      if (!fresh) return;
      replace(job, fresh);
      wait = every;
    } catch {
      sayTrouble(job, true); // no network: the work goes on without this page
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }
}

for (const job of document.querySelectorAll("[data-job]")) follow(job);
