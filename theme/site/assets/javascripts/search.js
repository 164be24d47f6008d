/* What a typed question means; without this the search works, with more noise. */
(function () {
  "use strict";

  /* The search takes every typed word as the beginning of a word: "to" would find "tool", and "work" every workshop.
     So small words are left out where others remain, short words before the last one are meant whole ("^1" says so),
     and a plural loses its s. */
  var SMALL = (" a about all am an and any are as at be but by can did do does for from get got had has have how i if in into is it " +
    "its it's many me more much my no not of on or our should so some than that the their them then there these they this those to " +
    "too up us was we were what when where which who whom whose why will with you your ");
  function meant(question) {
    var words = question.trim().split(/\s+/);
    var large = words.filter(function (word) { return SMALL.indexOf(" " + word.toLowerCase() + " ") < 0; });
    words = large.length ? large : words;
    return words.map(function (word, place) {
      word = word.replace(/^(\w{3,}[^\Wsu])s$/i, "$1");
      return /^\w{2,4}$/.test(word) && place < words.length - 1 ? word + "^1 " + word + "s^1" : word;
    }).join(" ");
  }

  /* Questions go to the search's worker as messages of type 2. */
  if (window.Worker) {
    var send = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message) {
      if (message && message.type === 2) arguments[0] = Object.assign({}, message, {data: meant(message.data)});
      return send.apply(this, arguments);
    };
  }
})();
