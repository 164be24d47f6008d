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

  function choosable(table) {
    var bar = msiChoose("Choose rows of the board", "choose-"), rows = Array.prototype.slice.call(table.tBodies[0].rows);
    bar.words("Group or district", function (row, text) { return row.cells[0].textContent.toLowerCase().indexOf(text) >= 0; });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, place) {
      if (!head.hasAttribute("data-choose")) return;
      var values = msiChoose.texts(rows.map(function (row) { return row.cells[place]; }));
      if (values.length < 2) return;
      bar.choice(head.textContent, values, function (row, value) { return row.cells[place].textContent === value; });
    });
    bar.choice("Dates", [["open", "passed, nothing recorded"]], function (row) { return row.hasAttribute("data-open"); });
    bar.start(rows, ["row", "rows"], table.closest(".scroll") || table);
  }

  document.querySelectorAll("table[data-board]").forEach(function (table) {
    if (table.tBodies[0].rows.length > 3) choosable(table);
    sortable(table);
  });
})();
