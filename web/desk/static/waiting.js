// What waits for this person stands in the title of every window, and the browser tells of it where they asked for that.
// One window of this browser hears it for all of them, seen or hidden; when it goes, another takes its place.
(() => {
  "use strict";
  const me = document.body.dataset.me;
  const CHOICE = "amends-notify"; // "on": the browser tells
  const FOCUS = "amends-focus"; // when a window of the desk was before somebody last
  const TOLD = `amends-told ${me}`;
  const MOST_TOLD = 200;
  const badge = document.getElementById("unread");
  const button = document.getElementById("notify");
  const title = document.title.replace(/^\(\d+\) /, "");
  const windows = new BroadcastChannel("amends-desk-waiting");

  const show = (count) => {
    document.title = count ? `(${count}) ${title}` : title;
    badge.hidden = !count;
    badge.firstElementChild.textContent = count;
  };
  windows.addEventListener("message", ({ data }) => { if (data.me === me) show(data.count); });

  // The browser asks for permission itself, once; what it was told before is in its own settings.
  const able = "Notification" in window;
  const on = () => able && Notification.permission === "granted" && localStorage.getItem(CHOICE) === "on";
  const showChoice = () => {
    button.hidden = !able;
    button.setAttribute("aria-pressed", String(on()));
  };
  button.addEventListener("click", async () => {
    const wanted = !on();
    if (wanted && await Notification.requestPermission() !== "granted") {
      button.title = "This browser does not allow it for the desk: change that in its settings for this site.";
      return;
    }
    localStorage.setItem(CHOICE, wanted ? "on" : "off");
    showChoice();
  });
  showChoice();

  const look = () => { if (document.hasFocus()) localStorage.setItem(FOCUS, String(Date.now())); };
  look();
  addEventListener("focus", look);
  setInterval(look, 5000);
  addEventListener("blur", () => localStorage.removeItem(FOCUS));
  const isBeforeSomebody = () => document.hasFocus() || Date.now() - Number(localStorage.getItem(FOCUS) ?? 0) < 8000;

  // Each thing is told once, in whichever window: what was there when somebody looked needs no telling.
  const tell = (things) => {
    const told = JSON.parse(localStorage.getItem(TOLD) ?? "[]");
    const fresh = things.filter((each) => !told.includes(each.key));
    if (!fresh.length) return;
    localStorage.setItem(TOLD, JSON.stringify([...told, ...fresh.map((each) => each.key)].slice(-MOST_TOLD)));
    if (!on() || isBeforeSomebody()) return;
    for (const each of fresh) {
      const message = new Notification(each.number, { body: each.text, tag: each.number });
      message.onclick = () => { message.close(); open(`/desk/cases/${each.number}`, "_blank", "noopener"); };
    }
  };

  navigator.locks?.request(`amends-desk-waiting ${me}`, () => new Promise(() => {
    const source = new EventSource(`/desk/waiting?me=${encodeURIComponent(me)}`);
    source.addEventListener("waiting", ({ data }) => {
      const { count, things } = JSON.parse(data);
      show(count);
      windows.postMessage({ me, count });
      tell(things);
    });
    source.addEventListener("gone", () => source.close());
  }));
})();
