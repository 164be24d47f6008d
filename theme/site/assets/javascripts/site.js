/* Small helps; every page is whole without them. */
(function () {
  "use strict";

  /* A table wider than its page scrolls: let the keyboard reach it. */
  function reachable() {
    document.querySelectorAll(".md-typeset__scrollwrap, .msi .scroll, .msi-scroll").forEach(function (box, index) {
      var wide = box.scrollWidth > box.clientWidth;
      if (wide && !box.hasAttribute("tabindex")) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", "Table " + (index + 1) + (box.dataset.name ? ", " + box.dataset.name : "") + ", scroll sideways");
      } else if (!wide && box.getAttribute("role") === "region") {
        ["tabindex", "role", "aria-label"].forEach(function (name) { box.removeAttribute(name); });
      }
    });
  }

  /* Menu and search open by hidden boxes, which the keyboard reaches too; with scripts real buttons take their place. */
  function button(name) {
    var box = document.getElementById("__" + name), label = document.querySelector(".md-header__button[for=__" + name + "]");
    if (!box || !label) return;
    var key = document.createElement("button");
    key.type = "button";
    key.className = "md-header__button md-icon msi-open-" + name;
    key.innerHTML = label.innerHTML;
    function say() { key.setAttribute("aria-expanded", box.checked ? "true" : "false"); }
    key.addEventListener("click", function () { box.click(); });
    box.addEventListener("change", say);
    addEventListener("keydown", function (event) {
      if (event.key === "Escape" && name === "drawer" && box.checked) { box.click(); key.focus(); }
    });
    say();
    box.tabIndex = -1;
    box.setAttribute("aria-hidden", "true");
    label.parentNode.replaceChild(key, label);
  }

  /* Closed blocks are printed open, and closed again afterwards. */
  var opened = [];
  function open() {
    document.querySelectorAll("details:not([open])").forEach(function (block) {
      block.open = true;
      opened.push(block);
    });
  }
  function close() {
    opened.splice(0).forEach(function (block) { block.open = false; });
  }

  /* A box above the list of districts that leaves only what is typed. */
  function filter(list) {
    var label = document.createElement("label");
    label.className = "finder-box";
    label.textContent = "Find a district";
    var box = label.appendChild(document.createElement("input"));
    box.type = "search";
    box.addEventListener("input", function () {
      var words = box.value.trim().toLowerCase();
      list.querySelectorAll(".plain > li").forEach(function (item) {
        item.hidden = item.textContent.toLowerCase().indexOf(words) < 0;
      });
      list.querySelectorAll(".group").forEach(function (group) {
        group.hidden = !group.querySelector(".plain > li:not([hidden])");
      });
    });
    list.insertBefore(label, list.firstChild);
  }

  /* The search takes every typed word as the beginning of a word: "to" would find "tool", and "problems" not "problem".
     So small words are left out where others remain, and a plural loses its s. The worker's query has type 2. */
  var SMALL = (" a about all am an and any are as at be but by can did do does for from had has have how i if in into is it its me " +
    "my no not of on or our should so that the their them then there these they this those to up us was we were what when where " +
    "which who whom whose why will with you your ").toLowerCase();
  function meant(question) {
    var words = question.split(/\s+/).filter(Boolean);
    var large = words.filter(function (word) { return SMALL.indexOf(" " + word.toLowerCase() + " ") < 0; });
    return (large.length ? large : words).map(function (word) { return word.replace(/^(\w{3,}[^\Wsu])s$/i, "$1"); }).join(" ");
  }
  if (window.Worker) {
    var send = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message) {
      if (message && message.type === 2) arguments[0] = Object.assign({}, message, {data: meant(message.data)});
      return send.apply(this, arguments);
    };
  }

  addEventListener("load", function () { setTimeout(reachable, 50); });
  addEventListener("resize", reachable);
  addEventListener("beforeprint", open);
  addEventListener("afterprint", close);
  ["drawer", "search"].forEach(button);
  document.querySelectorAll(".finder").forEach(filter);
})();
