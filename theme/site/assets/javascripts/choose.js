/* The bar of boxes above a list or a board: made here, so that nothing stands there where scripts do not run. */
window.msiChoose = function (title, prefix) {
  "use strict";
  var form = document.createElement("div"), said = document.createElement("output"), tests = [];
  form.className = "choose";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", title);
  form.appendChild(said);

  function field(words, control) {
    var pair = document.createElement("div"), label = document.createElement("label");
    control.id = prefix + form.children.length;
    label.htmlFor = control.id;
    label.textContent = words;
    pair.appendChild(label);
    pair.appendChild(control);
    form.insertBefore(pair, said);
    return control;
  }

  return {
    /* A box for words: `fits(item, words)`, words in small letters. */
    words: function (label, fits) {
      var box = field(label, document.createElement("input"));
      box.type = "search";
      tests.push(function (item) { return fits(item, box.value.trim().toLowerCase()); });
    },
    /* A box with choices [value, words] under "all": `fits(item, value)`. */
    choice: function (label, values, fits) {
      var box = document.createElement("select");
      [["", "all"]].concat(values).forEach(function (one) { box.add(new Option(one[1], one[0])); });
      field(label, box);
      tests.push(function (item) { return !box.value || fits(item, box.value); });
    },
    /* Sets the bar before `place`; `unit` is one item and many; `after` runs each time the items have been narrowed. */
    start: function (items, unit, place, after) {
      function narrow() {
        var shown = 0;
        items.forEach(function (item) {
          item.hidden = !tests.every(function (test) { return test(item); });
          shown += item.hidden ? 0 : 1;
        });
        if (after) after();
        said.textContent = shown + " of " + items.length + " " + unit[items.length === 1 ? 0 : 1];
      }
      form.addEventListener("input", narrow);
      narrow();
      place.parentNode.insertBefore(form, place);
    }
  };
};

/* The texts of some elements, each once, as choices in the order of the alphabet. */
window.msiChoose.texts = function (elements) {
  var found = Array.prototype.map.call(elements, function (one) { return one.textContent; });
  return found.filter(function (one, place) { return found.indexOf(one) === place; }).sort().map(function (one) { return [one, one]; });
};
