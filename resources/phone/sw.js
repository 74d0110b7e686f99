"use strict";
/* Keeps the sheet and a page that says 'no connection', never a visit: nothing of a customer stays on the phone. */
const NAME = "lobby-" + $version, KEPT = $kept, SHELLS = $shells;
self.addEventListener("install", (event) => event.waitUntil(
  caches.open(NAME).then((cache) => cache.addAll(KEPT.concat(Object.values(SHELLS)))).then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(
  caches.keys().then((names) => Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)))).then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const asked = event.request, address = new URL(asked.url);
  if (asked.method !== "GET" || address.origin !== location.origin) return;
  if (asked.mode === "navigate") event.respondWith(fetch(asked).catch(() => caches.match(SHELLS[address.searchParams.get("lang")] || SHELLS.zh)));
  else if (KEPT.includes(address.pathname + address.search)) event.respondWith(caches.match(asked).then((found) => found || fetch(asked)));
});
