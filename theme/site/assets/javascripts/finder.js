/* The list of districts is whole without this; with it, it is narrowed down by words, country, group and stage. */
(function () {
  "use strict";

  function words(one) { return one.textContent.toLowerCase(); }

  function narrowable(list) {
    var lines = Array.prototype.slice.call(list.querySelectorAll(".group li"));
    if (!lines.length) return;
    var bar = msiChoose("Find a district", "find-");
    function group(line) { return line.closest(".group").querySelector("h3"); }
    function country(line) { return line.closest("[data-country]").querySelector("h2"); }
    bar.words("Find a district", function (line, text) {
      var own = words(line) + " " + words(group(line)) + " " + words(country(line));
      return text.split(/\s+/).every(function (word) { return own.indexOf(word) >= 0; });
    });
    [["Country", "h2", country], ["Group", "h3", group], ["Where it is in the cycle", "li > i", function (line) { return line.querySelector("i"); }]]
      .forEach(function (one) {
        bar.choice(one[0], msiChoose.texts(list.querySelectorAll(one[1])), function (line, value) { return one[2](line).textContent === value; });
      });
    bar.start(lines, ["district", "districts"], list.firstChild, function () {
      list.querySelectorAll(".group, [data-country]").forEach(function (box) {
        box.hidden = !box.querySelector(".group li:not([hidden])");
      });
    });
  }

  document.querySelectorAll(".finder").forEach(narrowable);
})();
