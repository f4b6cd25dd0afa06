"use strict";
// Long lists: shows, searches, filters and sorts the rows that stand in the page as JSON (row_lists.py packs them).
// Whatever is shown goes in as text, never as HTML. Without this script the first rows stand in the page as they are.
(function () {
  const AT_FIRST = 50;
  const FEW = 10; // so few more are shown at once, too
  const MORE = 200;
  const REST = 2000; // a browser takes seconds to lay out more rows than these
  const WAIT = 150; // milliseconds after the last key

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function number(value) {
    return value.toLocaleString("en-US");
  }

  function filled(words, values) {
    return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function plain(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  class List {
    constructor(box) {
      this.box = box;
      this.data = JSON.parse(document.getElementById(box.dataset.list).textContent);
      this.words = this.data.words;
      this.form = box.querySelector("form");
      this.count = box.querySelector(".count");
      this.body = box.querySelector("tbody");
      this.foot = box.querySelector(".more");
      this.printed = box.querySelector(".printed");
      this.order = this.data.rows.map((_, index) => index);
      this.selects = new Map();
      this.searched = null; // every row as one plain text; made when somebody searches
      this.build();
      this.show();
    }

    text(row, column) {
      const cell = this.data.rows[row][column];
      if (!Array.isArray(cell)) return this.value(cell);
      const pieces = this.data.patterns[cell[0]];
      return pieces.reduce((said, piece, place) => said + this.value(cell[place]) + piece);
    }

    value(one) {
      return typeof one === "number" ? this.data.texts[one] : one;
    }

    // The form

    build() {
      const id = (name) => `${this.box.id}-${name}`;
      this.search = element("input", { type: "search", id: id("search"), autocomplete: "off" });
      this.form.append(this.field(this.search, this.words.search, "search"));
      this.data.columns.forEach((column, place) => {
        if (!column.chosen) return;
        const select = element("select", { id: id(column.key) }, element("option", { value: "*" }, this.words.every));
        for (const [text, times] of this.values(place, column)) {
          const said = `${text || this.words.blank} (${number(times)})`;
          select.append(element("option", { value: `=${text}` }, said));
        }
        this.selects.set(place, select);
        this.form.append(this.field(select, column.head));
      });
      this.sort = element("select", { id: id("sort") }, element("option", { value: "" }, this.words.as_listed));
      this.data.columns.forEach((column, place) => this.sort.append(element("option", { value: String(place) }, column.head)));
      this.form.append(this.field(this.sort, this.words.sort));
      this.clear = element("button", { type: "button", class: "clear" }, this.words.clear);
      this.form.append(this.clear);
      let waiting = 0;
      this.search.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => this.show(), WAIT);
      });
      this.form.addEventListener("change", () => this.show());
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.clear.addEventListener("click", () => this.choose({}));
      this.form.hidden = false;
    }

    field(control, words, kind = "") {
      return element("div", kind ? { class: kind } : {}, element("label", { for: control.id }, words), control);
    }

    // The values of a column and how often each stands there: in the order of their looks, or of the language; what is blank last.
    values(place, { looks }) {
      const times = new Map();
      this.data.rows.forEach((_, row) => {
        const text = this.text(row, place);
        times.set(text, (times.get(text) || 0) + 1);
      });
      const compare = this.comparison(looks);
      return [...times].sort(([one], [other]) => compare(one, other));
    }

    comparison(looks) {
      const order = Object.keys(looks);
      const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
      return (one, other) => (one === "") - (other === "") || order.indexOf(one) - order.indexOf(other) || compare(one, other);
    }

    // Choose certain values, by the columns' keys, and nothing else.
    choose(wanted) {
      this.search.value = "";
      for (const [place, select] of this.selects) {
        const text = wanted[this.data.columns[place].key];
        select.value = text === undefined ? "*" : `=${text}`;
      }
      this.show();
    }

    // The rows

    matching() {
      const chosen = [...this.selects].filter(([, select]) => select.value !== "*");
      const wanted = plain(this.search.value).split(/\s+/).filter(Boolean);
      if (wanted.length && !this.searched) {
        const columns = this.data.columns.map((_, place) => place);
        this.searched = this.data.rows.map((_, row) => plain(columns.map((column) => this.text(row, column)).join("\n")));
      }
      const found = this.order.filter(
        (row) =>
          chosen.every(([column, select]) => `=${this.text(row, column)}` === select.value) &&
          wanted.every((word) => this.searched[row].includes(word)),
      );
      if (this.sort.value === "") return found;
      const column = Number(this.sort.value);
      const keys = new Map(found.map((row) => [row, this.text(row, column)]));
      const compare = this.comparison(this.data.columns[column].looks);
      return found.sort((one, other) => compare(keys.get(one), keys.get(other)));
    }

    show() {
      this.found = this.matching();
      this.shown = 0;
      this.body.textContent = "";
      this.extend(this.found.length <= AT_FIRST + FEW ? this.found.length : AT_FIRST);
    }

    extend(most) {
      const rows = document.createDocumentFragment();
      for (const row of this.found.slice(this.shown, this.shown + most)) rows.append(this.row(row));
      this.shown = Math.min(this.found.length, this.shown + most);
      this.body.append(rows);
      const values = { shown: number(this.shown), found: number(this.found.length), total: number(this.data.rows.length) };
      const whole = this.shown === this.data.rows.length;
      this.count.textContent = filled(whole ? this.words.whole : this.found.length ? this.words.count : this.words.none, values);
      this.foot.textContent = "";
      const rest = this.found.length - this.shown;
      this.printed.hidden = rest === 0;
      if (rest > MORE) this.button(filled(this.words.more, { more: number(MORE) }), MORE);
      if (rest > REST) this.button(filled(this.words.more, { more: number(REST) }), REST);
      else if (rest > 0) this.button(filled(this.words.rest, { rest: number(rest) }), rest);
    }

    row(row) {
      const made = document.createElement("tr");
      this.data.columns.forEach((column, place) => {
        const text = this.text(row, place);
        const look = column.looks[text];
        made.append(element("td", { "data-label": column.head }, look ? element("span", { class: look }, text) : text));
      });
      return made;
    }

    button(words, most) {
      const button = element("button", { type: "button" }, words);
      button.addEventListener("click", () => {
        const next = this.body.children.length;
        this.extend(most);
        // Who came here by keyboard goes on at the first new row, not at the top of the page.
        const first = this.body.children[next];
        first.tabIndex = -1;
        first.focus();
      });
      this.foot.append(button);
    }
  }

  const lists = new Map();
  for (const box of document.querySelectorAll("[data-list]")) lists.set(box.id, new List(box));

  // In a table of rules against villages the names lead to their findings, and so does a number.
  for (const table of document.querySelectorAll("table[data-leads-to]")) {
    const list = lists.get(table.dataset.leadsTo);
    if (!list) continue;
    for (const words of table.querySelectorAll("th[data-value] > span")) {
      const link = element("a", { href: `#${list.box.id}` }, words.textContent);
      words.textContent = "";
      words.append(link);
    }
    table.addEventListener("click", (event) => {
      const cell = event.target.closest("th, td");
      const named = cell && (cell.tagName === "TD" ? cell.textContent !== "·" : event.target.closest("a"));
      if (!named) return;
      event.preventDefault();
      const wanted = {};
      for (const head of [table.tHead.rows[0].cells[cell.cellIndex], cell.parentNode.cells[0]]) {
        if (head.dataset.value !== undefined) wanted[head.dataset.key] = head.dataset.value;
      }
      list.choose(wanted);
      list.count.tabIndex = -1;
      list.count.focus({ preventScroll: true });
      list.box.scrollIntoView();
    });
  }
})();
