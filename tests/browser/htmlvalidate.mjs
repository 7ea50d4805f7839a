// What html-validate asks of the built pages: all that it recommends, less what is no fault of HTML.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Manners of writing that mean the same.
    "doctype-style": "off", // the theme writes it small
    "no-redundant-for": "off", // a label around its box that names it too: programs for the voice look for that
    "no-trailing-whitespace": "off", // templates leave some
    "presentation-role-style": "off", // the theme has the older of two equal words
    "valid-id": ["error", { relaxed: true }], // the theme's ids begin with __, which HTML allows
    "tel-non-breaking": ["error", { ignoreClasses: ["am-emergency"] }], // a sentence, with a short number in it
    // Advice that does not fit these pages.
    "long-title": "off", // what search engines cut
    "wcag/h32": "off", // a list of boxes and a letter's fields are forms that are never sent
    // What is in the file but not shown; axe judges it as shown.
    "empty-heading": "off", // a heading in a template waits for its words
    "unique-landmark": "off", // the theme prints its menus for every screen, and shows one
  },
};
