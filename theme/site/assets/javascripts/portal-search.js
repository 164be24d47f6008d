/* A box that searches the pages of one district. Its index is a script, loaded when the box gets the focus. */
(function () {
  "use strict";

  var place = document.querySelector("[data-search]");
  if (!place) return;

  function plain(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }
  function words(text) { return plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean); }

  /* How well an entry fits a word: a heading counts more than the text, a whole word more than a beginning. */
  function fit(word, heads, texts) {
    function best(list) {
      return list.reduce(function (most, one) { return one === word ? 2 : most || (one.indexOf(word) === 0 ? 1 : 0); }, 0);
    }
    return 3 * best(heads) + best(texts);
  }

  function search(index, asked) {
    return index.map(function (entry) {
      var heads = words(entry[2]), texts = words(entry[3]), sum = 0;
      var all = asked.every(function (word) {
        var one = fit(word, heads, texts);
        sum += one;
        return one;
      });
      return [all ? sum : 0, entry];
    }).filter(function (one) { return one[0]; }).sort(function (a, b) { return b[0] - a[0]; }).slice(0, 8);
  }

  /* A few words round the first that fits. */
  function excerpt(text, word) {
    var at = plain(text).search(new RegExp("(^|[^\\p{L}\\p{N}])" + word, "u")), from = Math.max(0, at - 30);
    if (at < 0) return text.slice(0, 90);
    return (from ? "… " : "") + text.slice(from, from + 90) + (from + 90 < text.length ? " …" : "");
  }

  function child(parent, tag, text) {
    var one = document.createElement(tag);
    if (text) one.textContent = text;
    return parent.appendChild(one);
  }

  var form = child(place, "div"), label = child(form, "label", "Search in " + place.dataset.name);
  var box = child(form, "input"), said = child(place, "output"), list = child(place, "ol");
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", label.textContent);
  box.type = "search";
  box.id = label.htmlFor = "portal-search";
  list.setAttribute("aria-label", "What was found");
  list.hidden = true;

  function show() {
    var asked = words(box.value), index = window.msiDistrict;
    list.textContent = "";
    list.hidden = true;
    if (!asked.length || !index) { said.textContent = ""; return; }
    var found = search(index, asked);
    said.textContent = found.length ? found.length + (found.length === 1 ? " place" : " places") : "Nothing found. Try another word.";
    list.hidden = !found.length;
    found.forEach(function (one) {
      var entry = one[1], item = child(list, "li"), link = child(item, "a", entry[2]);
      link.href = entry[0] + ".html" + (entry[1] ? "#" + entry[1] : "");
      child(item, "small", excerpt(entry[3], asked[0]));
    });
  }

  box.addEventListener("focus", function load() {
    box.removeEventListener("focus", load);
    var script = document.createElement("script");
    script.src = place.dataset.search;
    script.onload = show;
    document.head.appendChild(script);
  });
  box.addEventListener("input", show);
  box.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { box.value = ""; show(); }
  });
})();
