/* Narrows a long list: what is chosen above it hides the rest. Without this script the whole list stands there. */
(function () {
  "use strict";

  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function wanted(control) {
    return control.type === "checkbox" ? (control.checked ? control.value : "") : control.value.trim();
  }

  /* A control of a key asks for one of its values; a control without a key asks for words. */
  function fits(item, control, value) {
    if (control.dataset.key) {
      return value.split(" ").indexOf(item.dataset[control.dataset.key] || "") >= 0;
    }
    return plain(value).split(/\s+/).every(function (word) { return item.words.indexOf(word) >= 0; });
  }

  function start(list) {
    var bar = list.querySelector(".msi-filter");
    var controls = Array.prototype.slice.call(bar.querySelectorAll("[data-key]"));
    var items = Array.prototype.slice.call(list.querySelectorAll("[data-item]"));
    var count = bar.querySelector(".count");
    items.forEach(function (item) { item.words = plain(item.textContent); });

    function narrow() {
      var asked = controls.map(function (control) { return [control, wanted(control)]; }).filter(function (one) { return one[1]; });
      var shown = 0;
      items.forEach(function (item) {
        item.hidden = !asked.every(function (one) { return fits(item, one[0], one[1]); });
        shown += item.hidden ? 0 : 1;
      });
      list.querySelectorAll("[data-group]").forEach(function (group) {
        group.hidden = !group.querySelector("[data-item]:not([hidden])");
      });
      count.textContent = asked.length ? shown + " " + count.dataset.words : "";
    }

    /* A link to a place in the list shows that place, whatever was chosen before. */
    function uncover() {
      var place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (place && list.contains(place) && place.closest("[hidden]")) {
        controls.forEach(function (control) {
          if (control.type === "checkbox") { control.checked = false; } else { control.value = ""; }
        });
        narrow();
        place.scrollIntoView();
      }
    }

    bar.addEventListener("input", narrow);
    addEventListener("hashchange", uncover);
    bar.hidden = false;
    narrow();
  }

  document.querySelectorAll("[data-filter]").forEach(start);
})();
