// Keys of the person's own device: made in the account, signed with at the door.
(() => {
  "use strict";
  const say = (text) => {
    const place = document.getElementById("passkey-fault");
    if (place) { place.textContent = text; place.hidden = !text; }
  };
  const why = (error) => (error.name === "NotAllowedError" ? "Nothing was signed: it was cancelled, or took too long."
    : error.name === "InvalidStateError" ? "This device has a passkey of this account already."
      : "This browser could not do it.");

  // In the account: the answer to the password brings what is to be made.
  document.addEventListener("htmx:afterSwap", async () => {
    const form = document.querySelector("form[data-create]:not([data-begun])");
    if (!form) return;
    form.dataset.begun = "1";
    try {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(form.dataset.create));
      const made = await navigator.credentials.create({ publicKey });
      form.elements.credential.value = JSON.stringify(made.toJSON());
      form.requestSubmit();
    } catch (error) { say(why(error)); }
  });

  // At the door: the button is there where the browser can.
  const button = document.getElementById("passkey");
  if (!button || !window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    say("");
    button.disabled = true;
    try {
      const asked = await fetch("/desk/sign-in/passkey/begin", { method: "POST" });
      if (!asked.ok) throw new Error("away");
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await asked.json());
      const signed = await navigator.credentials.get({ publicKey });
      const body = new URLSearchParams({ credential: JSON.stringify(signed.toJSON()), next: button.dataset.next });
      const answer = await fetch("/desk/sign-in/passkey", { method: "POST", body });
      if (answer.ok) { location.assign((await answer.json()).next); return; }
      say(answer.status === 403 ? (await answer.json()).why : "Out of service for a moment. Try again.");
    } catch (error) { say(why(error)); }
    button.disabled = false;
  });
})();
