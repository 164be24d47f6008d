/* What a portal page says of today. Parts of the page carry the days on which they hold; this only chooses among
 * them by the clock. A clock behind the day the page was made on is wrong, and the page stays as it is. */
(function () {
  "use strict";
  var made = document.querySelector("[data-as-of]");
  if (!made) { return; }

  function two(number) { return (number < 10 ? "0" : "") + number; }
  var now = new Date();
  var today = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  if (today < made.getAttribute("data-as-of")) { return; }

  document.querySelectorAll("[data-since], [data-until]").forEach(function (part) {
    var since = part.getAttribute("data-since"), until = part.getAttribute("data-until");
    part.hidden = Boolean((since && today < since) || (until && today > until));
  });

  var months = "January February March April May June July August September October November December".split(" ");
  document.querySelectorAll("[data-today]").forEach(function (place) {
    place.textContent = "Today is " + now.getDate() + " " + months[now.getMonth()] + " " + now.getFullYear() +
      " by the clock of this device. ";
  });
})();
