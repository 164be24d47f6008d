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

  addEventListener("load", function () { setTimeout(reachable, 50); });
  addEventListener("resize", reachable);
  addEventListener("beforeprint", open);
  addEventListener("afterprint", close);
  ["drawer", "search"].forEach(button);
})();
