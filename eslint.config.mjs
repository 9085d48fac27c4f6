// For development only: npx eslint conflictmap/web tests/js
import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["conflictmap/web/**/*.mjs"],
    languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: { ...globals.browser, L: "readonly" } },
  },
  {
    files: ["tests/js/*.mjs"],
    languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: globals.node },
  },
  {
    rules: {
      "no-unused-vars": "error",
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-shadow": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Text only ever becomes text: use el() and append." },
        { property: "outerHTML", message: "Text only ever becomes text: use el() and append." },
        { property: "insertAdjacentHTML", message: "Text only ever becomes text: use el() and append." },
      ],
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", 80],
      complexity: ["error", 25],
    },
  },
];
