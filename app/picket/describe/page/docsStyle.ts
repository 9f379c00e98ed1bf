/** The page's only stylesheet, inlined. The page loads nothing, so it can be saved and read anywhere. */
export const docsStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fff, #14151a);
  --raised: light-dark(#f6f7fb, #1c1e26);
  --ink: light-dark(#16181d, #eceef4);
  --soft: light-dark(#5b6070, #a2a8b8);
  --line: light-dark(#e4e6ee, #2b2e39);
  --accent: light-dark(#4653b5, #9aa5ff);
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
}

* {
  box-sizing: border-box;
}

html {
  scroll-padding-block-start: 1.5rem;
  text-size-adjust: 100%;
}

body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font:
    1rem / 1.6 system-ui,
    sans-serif;
}

a {
  color: var(--accent);
  text-underline-offset: 0.2em;
}

:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
  border-radius: 2px;
}

.skip {
  position: absolute;
  inset-inline-start: -100vw;
}

.skip:focus {
  inset: 0.5rem auto auto 0.5rem;
  z-index: 1;
  padding: 0.5rem 1rem;
  background: var(--ground);
}

code {
  font-family: var(--mono);
  font-size: 0.875em;
}

pre {
  margin: 0 0 1.25rem;
  padding: 1rem 1.125rem;
  border-radius: 0.625rem;
  background: var(--raised);
  font-size: 0.875rem;
  line-height: 1.55;
  white-space: pre;
  overflow-x: auto;
}

dl + pre {
  margin-block-start: 1.25rem;
}

h1 {
  margin: 0 0 0.5rem;
  font-size: 2.25rem;
  letter-spacing: -0.02em;
  line-height: 1.15;
}

h2,
h3,
h4 {
  line-height: 1.3;
}

main {
  max-width: 78rem;
  padding: 3.5rem 1.5rem 6rem;
}

.lead {
  max-width: 36rem;
  margin: 0 0 1.5rem;
  color: var(--soft);
  font-size: 1.25rem;
  line-height: 1.5;
}

.base {
  margin: 0 0 0.5rem;
  overflow-wrap: anywhere;
}

.base span {
  color: var(--soft);
}

.base > code {
  user-select: all;
}

main > section {
  margin-block-start: 4rem;
}

.chapter {
  margin: 0 0 1.5rem;
  font-size: 1.625rem;
  letter-spacing: -0.015em;
}

.prose {
  max-width: 44rem;
}

.prose pre {
  white-space: pre-wrap;
}

.prose ol {
  padding-inline-start: 1.25rem;
}

article {
  display: grid;
  gap: 1rem 3rem;
  padding-block: 2.5rem;
  border-block-start: 1px solid var(--line);
}

article > div {
  min-width: 0;
}

.title {
  margin: 0 0 0.25rem;
  font-size: 1.25rem;
}

.title a {
  color: inherit;
  text-decoration: none;
}

.label {
  margin: 1.75rem 0 0.5rem;
  color: var(--soft);
  font-size: 0.8125rem;
  font-weight: 600;
}

.code .label:first-child {
  margin-block-start: 0.25rem;
}

.address {
  margin: 0 0 1rem;
  overflow-wrap: anywhere;
}

.address b {
  color: var(--accent);
  font: 600 0.8125rem var(--mono);
}

.who {
  display: inline-block;
  margin: 0;
  padding: 0.125rem 0.625rem;
  border: 1px solid var(--line);
  border-radius: 1rem;
  color: var(--soft);
  font-size: 0.8125rem;
}

.older {
  color: var(--soft);
  font-size: 0.8125rem;
}

dl {
  margin: 0;
}

dl > div {
  padding-block: 0.625rem;
  border-block-start: 1px solid var(--line);
}

dl > .in1 {
  padding-inline-start: 1.25rem;
}

dl > .in2 {
  padding-inline-start: 2.5rem;
}

dl > div:target dt {
  color: var(--accent);
}

dt {
  overflow-wrap: anywhere;
}

dt code {
  font-weight: 600;
}

dd {
  margin: 0.125rem 0 0;
  color: var(--soft);
  font-size: 0.9375rem;
  line-height: 1.5;
}

dt small {
  margin-inline-start: 0.375rem;
  color: var(--soft);
  font-size: 0.8125rem;
}

dt em {
  margin-inline-start: 0.375rem;
  color: var(--accent);
  font-style: normal;
}

.errors > div {
  display: grid;
  grid-template-columns: 3rem 1fr;
}

.errors dd {
  margin: 0;
  font: 0.8125rem / 1.7 var(--mono);
}

.errors dd a {
  margin-inline-end: 0.75rem;
  color: inherit;
}
`
