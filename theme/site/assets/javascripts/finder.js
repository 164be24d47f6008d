/* The list of districts is whole without this; with it, it is narrowed down by words, country, group and stage. */
(function () {
  "use strict";

  function words(one) { return one.textContent.toLowerCase(); }

  function field(form, label, control) {
    var pair = document.createElement("div"), name = document.createElement("label");
    control.id = "find-" + form.children.length;
    name.htmlFor = control.id;
    name.textContent = label;
    pair.appendChild(name);
    pair.appendChild(control);
    form.appendChild(pair);
    return control;
  }

  function select(values) {
    var box = document.createElement("select");
    [""].concat(values).forEach(function (value) { box.add(new Option(value || "all", value)); });
    return box;
  }

  function names(nodes) {
    var found = Array.prototype.map.call(nodes, function (one) { return one.textContent; });
    return found.filter(function (one, place) { return found.indexOf(one) === place; }).sort();
  }

  function narrowable(list) {
    var lines = list.querySelectorAll(".group li");
    if (!lines.length) return;
    var form = document.createElement("div");
    form.className = "choose";
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", "Find a district");
    var text = field(form, "Find a district", document.createElement("input"));
    text.type = "search";
    var country = field(form, "Country", select(names(list.querySelectorAll("h2"))));
    var group = field(form, "Group", select(names(list.querySelectorAll("h3"))));
    var stage = field(form, "Where it is in the cycle", select(names(list.querySelectorAll("li > i"))));
    var said = document.createElement("output");
    form.appendChild(said);
    function fits(line) {
      var box = line.closest(".group"), land = line.closest("[data-country]");
      var own = words(line) + " " + words(box.querySelector("h3")) + (land ? " " + words(land.querySelector("h2")) : "");
      return text.value.trim().toLowerCase().split(/\s+/).every(function (word) { return own.indexOf(word) >= 0; }) &&
        (!country.value || land && land.querySelector("h2").textContent === country.value) &&
        (!group.value || box.querySelector("h3").textContent === group.value) &&
        (!stage.value || line.querySelector("i").textContent === stage.value);
    }
    function narrow() {
      var shown = 0;
      lines.forEach(function (line) { line.hidden = !fits(line); shown += line.hidden ? 0 : 1; });
      list.querySelectorAll(".group, [data-country]").forEach(function (box) {
        box.hidden = !box.querySelector(".group li:not([hidden])");
      });
      said.textContent = shown + " of " + lines.length + (lines.length === 1 ? " district" : " districts");
    }
    form.addEventListener("input", narrow);
    narrow();
    list.insertBefore(form, list.firstChild);
  }

  document.querySelectorAll(".finder").forEach(narrowable);
})();
