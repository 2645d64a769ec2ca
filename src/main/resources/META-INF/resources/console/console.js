// What the pages do beyond HTML: the state of the connection, keys, and the number beside a slider.
document.documentElement.classList.add("scripted");

(() => {
  const say = (text, lost) => {
    const place = document.getElementById("connection");
    if (place.textContent !== text) {
      place.textContent = text;
    }
    place.classList.toggle("lost", lost);
  };

  document.addEventListener("htmx:sseOpen", () => say("live", false));
  document.addEventListener("htmx:sseError", () => say("connection lost, trying again", true));

  document.addEventListener("input", (event) => {
    const shows = event.target.dataset?.shows;
    if (shows) {
      document.getElementById(shows).textContent = event.target.value;
    }
  });

  // while there is nothing to do, a page asks again after so many seconds
  document.addEventListener("DOMContentLoaded", () => {
    const again = document.querySelector("[data-again]");
    if (again) {
      setTimeout(() => location.reload(), 1000 * again.dataset.again);
    }
  });

  // a second key before the next page comes must not answer again
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-once]")) {
      document.querySelectorAll("[data-key]").forEach((each) => each.removeAttribute("data-key"));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) {
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (target) {
      event.preventDefault();
      target.matches("textarea") ? target.focus() : target.click();
    }
  });
})();
