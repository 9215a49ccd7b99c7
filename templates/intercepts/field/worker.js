// Keeps the shell, so that the page opens without a network, and sends what waits when one comes back.
{{ script|safe }}
const CACHE = "field-{{ version }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const WAIT = 3000; // milliseconds for which a page waits for the network

self.addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("field-") && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

// Only the page asks for the change to a new version, and it does so only while nothing is half typed.
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

// What was saved a moment ago may still be taken back: it is due after that. What fails then, the browser
// tries again by itself, minutes later.
const both = async () => ((await sendDue({ force: true })) || 0) + ((await carry({ force: true })) || 0);
async function sendAll() {
  if (!(await both())) return;
  await new Promise((resolve) => { setTimeout(resolve, UNDO); });
  if (await both()) throw new Error("some wait");
}

self.addEventListener("sync", (event) => {
  if (event.tag === "send") event.waitUntil(sendAll());
});

async function page(request) {
  const kept = () => caches.match("/field/", { cacheName: CACHE });
  const late = new Promise((resolve) => { setTimeout(resolve, WAIT); }).then(kept);
  const live = fetch(request).then((answer) => (answer.ok ? answer : Promise.reject(answer)));
  const answer = await Promise.race([live, late]).catch(kept);
  return answer || live;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const place = new URL(request.url);
  if (request.method !== "GET" || place.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (FILES.includes(place.pathname)) {
    event.respondWith(caches.match(place.pathname, { cacheName: CACHE }).then((kept) => kept || fetch(request)));
  }
});
