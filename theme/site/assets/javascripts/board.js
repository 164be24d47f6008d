/* A cycle board is whole without this; with it, it is sorted and narrowed down. */
(function () {
  "use strict";

  function key(row, place) {
    var cell = row.cells[place];
    return cell ? cell.dataset.k || cell.textContent.trim().toLowerCase() : "";
  }

  function sortable(table) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    heads.forEach(function (head, place) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (one) { one.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var rows = Array.prototype.slice.call(table.tBodies[0].rows);
        rows.sort(function (a, b) { return key(a, place).localeCompare(key(b, place), undefined, { numeric: true }); });
        if (down) rows.reverse();
        rows.forEach(function (row) { table.tBodies[0].appendChild(row); });
      });
    });
  }

  function field(form, words, control) {
    var pair = document.createElement("div"), label = document.createElement("label");
    control.id = "choose-" + form.children.length;
    label.htmlFor = control.id;
    label.textContent = words;
    pair.appendChild(label);
    pair.appendChild(control);
    form.appendChild(pair);
    return control;
  }

  function select(values) {
    var box = document.createElement("select");
    values.forEach(function (value) { box.add(new Option(value[1], value[0])); });
    return box;
  }

  function choosable(table) {
    var form = document.createElement("div"), rows = Array.prototype.slice.call(table.tBodies[0].rows), tests = [];
    form.className = "choose";
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", "Choose rows of the board");
    var text = field(form, "Group or district", document.createElement("input"));
    text.type = "search";
    tests.push(function (row) { return row.cells[0].textContent.toLowerCase().indexOf(text.value.trim().toLowerCase()) >= 0; });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, place) {
      if (!head.hasAttribute("data-choose")) return;
      var found = rows.map(function (row) { return row.cells[place].textContent; });
      found = found.filter(function (one, index) { return found.indexOf(one) === index; }).sort();
      if (found.length < 2) return;
      var box = field(form, head.textContent, select([["", "all"]].concat(found.map(function (one) { return [one, one]; }))));
      tests.push(function (row) { return !box.value || row.cells[place].textContent === box.value; });
    });
    var open = field(form, "Dates", select([["", "all"], ["open", "passed, nothing recorded"]]));
    tests.push(function (row) { return !open.value || row.hasAttribute("data-open"); });
    var said = document.createElement("output");
    form.appendChild(said);
    function narrow() {
      var shown = 0;
      rows.forEach(function (row) {
        row.hidden = !tests.every(function (test) { return test(row); });
        shown += row.hidden ? 0 : 1;
      });
      said.textContent = shown + " of " + rows.length + (rows.length === 1 ? " row" : " rows");
    }
    form.addEventListener("input", narrow);
    narrow();
    var box = table.closest(".scroll") || table;
    box.parentNode.insertBefore(form, box);
  }

  document.querySelectorAll("table[data-board]").forEach(function (table) {
    if (table.tBodies[0].rows.length > 3) choosable(table);
    sortable(table);
  });
})();
