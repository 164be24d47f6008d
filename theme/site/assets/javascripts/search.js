/* The search of the guidance: a worker that speaks as the theme's own does (messages: 0 the index, 1 ready, 2 a question,
   3 what was found). It builds no index of its own: looking through all the texts takes less time than building one. */
(function () {
  "use strict";

  /* Words that say nothing where others remain. */
  var SMALL = (" a about all am an and any are as at be but by can did do does for from get got had has have how i if in into is it " +
    "its it's many me more much my no not of on or our should so some than that the their them then there these they this those to " +
    "too up us was we were what when where which who whom whose why will with you your ");
  var FIELDS = ["title", "tags", "text"], BEFORE = 60, AFTER = 120;
  var docs = [], pages = new Map(), boosts = {}, known = new Map();

  /* Small letters without accents, a blank for everything else: as long as the text, so that places in it hold. */
  function plain(text) {
    return " " + text.replace(/[\ud800-\udfff]/g, " ").replace(/[^\x00-\x7f]/g, function (letter) { return letter.normalize("NFD")[0]; })
      .toLowerCase().replace(/[^\p{L}\p{N}]/gu, " ") + " ";
  }

  function read(index) {
    FIELDS.forEach(function (field) { boosts[field] = index.config.fields[field].boost; });
    docs = index.docs.map(function (doc) {
      var page = doc.location.split("#")[0], texts = {};
      FIELDS.forEach(function (field) { texts[field] = plain([].concat(doc[field] || "").join(" ")); });
      return {doc: doc, page: page, texts: texts};
    });
    docs.forEach(function (one) { if (!pages.has(one.page)) pages.set(one.page, one); });
  }

  /* Every typed word is the beginning of a word; a short one before the last is meant whole, a plural loses its s. */
  function meant(question) {
    var words = plain(question).split(" ").filter(Boolean);
    var large = words.filter(function (word) { return SMALL.indexOf(" " + word + " ") < 0; });
    words = large.length ? large : words;
    return words.map(function (word, place) {
      word = word.replace(/^(.{3,}[^su])s$/, "$1");
      return {text: word, whole: word.length < 5 && place < words.length - 1};
    });
  }

  /* How often a text has the word. */
  function count(text, word) {
    var sum = 0, end;
    for (var at = text.indexOf(" " + word.text); at >= 0; at = text.indexOf(" " + word.text, at + 1)) {
      end = at + 1 + word.text.length;
      sum += !word.whole || text[end] === " " || text.substr(end, 2) === "s ";
    }
    return sum;
  }

  /* What a word is worth in each text: more where it is rare, where it stands often, and in titles (BM25). */
  function worths(word) {
    var key = word.text + (word.whole ? " " : ""), found = known.get(key);
    if (found) return found;
    var total = 0, counts = docs.map(function (one) {
      return FIELDS.map(function (field) {
        var sum = count(one.texts[field], word);
        total += sum > 0;
        return sum;
      });
    });
    var rare = Math.log(1 + Math.abs(1 + (docs.length - total + 0.5) / (total + 0.5)));
    found = counts.map(function (row, place) {
      return row.reduce(function (sum, often, field) {
        return sum + rare * 2.2 * often / (1.2 + often) * boosts[FIELDS[field]] * (docs[place].doc.boost || 1);
      }, 0);
    });
    known.set(key, found);
    return found;
  }

  function safe(text) { return text.replace(/&/g, "&amp;").replace(/</g, "&lt;"); }

  /* The text with the words marked. */
  function marked(text, words) {
    var found = plain(text), made = "", from = 0;
    for (var at = 0; at < text.length; at++) {
      if (found[at] !== " ") continue;
      var word = words.find(function (one) { return found.startsWith(one.text, at + 1); });
      if (!word) continue;
      made += safe(text.slice(from, at)) + "<mark>" + safe(text.substr(at, word.text.length)) + "</mark>";
      from = at + word.text.length;
    }
    return made + safe(text.slice(from));
  }

  /* A few words round the first that fits. */
  function excerpt(one, words) {
    var text = one.doc.text, places = words.map(function (word) { return one.texts.text.indexOf(" " + word.text); });
    var first = Math.min.apply(null, places.filter(function (place) { return place >= 0; }).concat(text.length));
    var from = first === text.length ? 0 : Math.max(0, text.lastIndexOf(" ", first - BEFORE) + 1), to = text.indexOf(" ", from + BEFORE + AFTER);
    return (from ? "… " : "") + marked(text.slice(from, to < 0 ? text.length : to), words) + (to < 0 ? "" : " …");
  }

  function answer(question) {
    var words = meant(question), rows = words.map(worths), groups = new Map();
    var found = docs.map(function (one, place) {
      var terms = {}, hits = 0, sum = 0;
      words.forEach(function (word, row) {
        terms[word.text] = rows[row][place] > 0;
        hits += terms[word.text];
        sum += rows[row][place];
      });
      return {one: one, terms: terms, score: sum * (1 + Math.pow((one === pages.get(one.page)) + hits / words.length, 2))};
    }).filter(function (hit) { return hit.score; }).sort(function (a, b) { return b.score - a.score; });
    found.forEach(function (hit) {
      var page = hit.one.page, group = groups.get(page) || groups.set(page, []).get(page);
      group.push(hit);
    });
    groups.forEach(function (group, page) {
      if (!group.some(function (hit) { return hit.one === pages.get(page); })) group.push({one: pages.get(page), terms: {}, score: 0});
    });
    return Array.from(groups.values(), function (group) {
      return group.map(function (hit) {
        return {location: hit.one.doc.location, title: marked(hit.one.doc.title, words), text: excerpt(hit.one, words), score: hit.score, terms: hit.terms};
      });
    });
  }

  addEventListener("message", function (event) {
    if (event.data.type === 0) {
      read(event.data.data);
      postMessage({type: 1});
    } else {
      postMessage({type: 3, data: {items: answer(event.data.data)}});
    }
  });
})();
