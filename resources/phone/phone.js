"use strict";
/* Puts what the server says in its place, rings at a call, and owns up to a lost connection. Without it the page
   loads itself again every ten seconds. */
(() => {
  const byId = (id) => document.getElementById(id);
  const main = document.querySelector("main[data-events]");
  if (!main) return;
  const body = document.body;
  let sound = null, calls = body.dataset.stage === "called" ? -1 : 0, stage = body.dataset.stage, lost = null, lock = null;

  if (location.search.includes("told=")) history.replaceState(null, "", location.pathname + location.search.replace(/&told=[^&]*/, ""));

  function chime(notes) {
    if (!sound) return;
    notes.forEach((pitch, n) => {
      const tone = sound.createOscillator(), volume = sound.createGain(), at = sound.currentTime + n * 0.3;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.4, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + 0.6);
      tone.connect(volume).connect(sound.destination);
      tone.start(at);
      tone.stop(at + 0.6);
    });
  }
  const shake = (pattern) => { if (navigator.vibrate) navigator.vibrate(pattern); };
  async function awake() {
    try { if (!lock && navigator.wakeLock) { lock = await navigator.wakeLock.request("screen"); lock.onrelease = () => { lock = null; }; } } catch { lock = null; }
  }

  function dress() {
    const bell = byId("alerting"), coming = byId("coming");
    if (bell) bell.hidden = !(stage === "waiting" || stage === "near") || !("AudioContext" in window || navigator.vibrate);
    if (coming) { coming.hidden = false; coming.onclick = () => { shake(0); coming.hidden = true; }; }
  }

  function ring(was, now) {
    if (now.stage === "called" && now.calls !== calls) { shake([400, 200, 400, 200, 400]); chime([659, 988]); awake(); }
    else if (now.stage === "near" && was === "waiting") { shake([200, 100, 200]); chime([659]); }
    calls = now.stage === "called" ? now.calls : 0;
  }

  function put(id, html) {
    const place = byId(id), held = place.contains(document.activeElement) ? document.activeElement.id : "";
    if (place.innerHTML === html) return;
    place.innerHTML = html;
    if (held && byId(held)) byId(held).focus();
  }

  function show(now) {
    const was = stage;
    if (calls === -1) calls = now.calls;
    stage = body.dataset.stage = now.stage;
    main.dataset.at = now.at;
    if (byId("said").textContent !== now.said) byId("said").textContent = now.said;
    put("now", now.now);
    put("acts", now.acts);
    connected(!now.stale, now.at);
    dress();
    ring(was, now);
  }

  function connected(well, at) {
    const banner = byId("offline");
    banner.hidden = well;
    body.toggleAttribute("data-offline", !well);
    if (!well) banner.querySelector("p").childNodes.forEach((part) => {
      if (part.nodeType === 3) part.textContent = part.textContent.replace(/\d\d:\d\d/, at);
    });
  }

  function listen() {
    const feed = new EventSource(main.dataset.events);
    feed.onmessage = (event) => { clearTimeout(lost); lost = null; show(JSON.parse(event.data)); if (stage === "done" || stage === "ended") feed.close(); };
    feed.onopen = () => { clearTimeout(lost); lost = null; };
    feed.onerror = () => {
      if (!lost) lost = setTimeout(() => connected(false, main.dataset.at), 4000);
      if (feed.readyState === 2) setTimeout(() => location.reload(), 15000);
    };
  }

  setInterval(() => {
    const clock = document.querySelector("[data-left]"), bar = document.querySelector("progress");
    if (!clock) return;
    const left = Math.max(0, clock.dataset.left - 1);
    clock.dataset.left = left;
    clock.textContent = Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
    if (bar) bar.value = left;
  }, 1000);

  const bell = byId("alert");
  if (bell) bell.onclick = () => {
    const on = bell.getAttribute("aria-checked") !== "true";
    bell.setAttribute("aria-checked", on);
    if (on) { sound = sound || ("AudioContext" in window ? new AudioContext() : null); if (sound) sound.resume(); chime([659]); shake(60); awake(); }
    else { if (sound) sound.suspend(); shake(0); if (lock) lock.release(); }
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden && bell && bell.getAttribute("aria-checked") === "true") awake(); });
  addEventListener("offline", () => connected(false, main.dataset.at));

  dress();
  if (stage !== "done" && stage !== "ended") listen();
  if (stage === "called") { shake([400, 200, 400, 200, 400]); awake(); }
  if (navigator.serviceWorker) navigator.serviceWorker.register(main.dataset.worker).catch(() => {});
})();
