/** The only stylesheet of the page, inlined. Its colors are those of the API’s documentation. */
export const usesStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fff, #14151a);
  --raised: light-dark(#f6f7fb, #1c1e26);
  --ink: light-dark(#16181d, #eceef4);
  --soft: light-dark(#5b6070, #a2a8b8);
  --line: light-dark(#c9ccd8, #434755);
  --accent: light-dark(#4653b5, #9aa5ff);
  --on-accent: light-dark(#fff, #14151a);
}

* {
  box-sizing: border-box;
}

body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font: 1rem / 1.5 system-ui, sans-serif;
}

main {
  max-width: 36rem;
  margin: 0 auto;
  padding: clamp(2rem, 8vw, 5rem) 1.25rem 3rem;
  overflow-wrap: anywhere;
}

h1 {
  margin: 0 0 0.5rem;
  font-size: clamp(1.625rem, 6vw, 2.25rem);
  letter-spacing: -0.02em;
  line-height: 1.2;
  text-wrap: balance;
}

p {
  margin: 0;
}

p[role='note'] {
  margin-block-start: 1rem;
  font-weight: 600;
}

.soft {
  color: var(--soft);
}

form {
  margin-block: 2rem;
}

label {
  display: block;
  margin-block-end: 0.375rem;
  font-weight: 600;
}

.ask {
  display: flex;
  flex-wrap: wrap;
  gap: 0.625rem;
}

input,
button {
  min-height: 2.75rem;
  border-radius: 0.5rem;
  font: inherit;
}

input {
  flex: 1 1 12rem;
  min-width: 0;
  padding: 0.5rem 0.75rem;
  border: 1px solid var(--line);
  background: var(--ground);
  color: inherit;
}

button {
  flex: 0 0 auto;
  padding: 0.5rem 1.25rem;
  border: 0;
  background: var(--accent);
  color: var(--on-accent);
  font-weight: 600;
  cursor: pointer;
}

:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
}

article {
  margin-block-end: 1rem;
  padding: 1.25rem;
  border-radius: 0.75rem;
  background: var(--raised);
}

h2 {
  margin: 0.25rem 0 0.25rem;
  font-size: 1.375rem;
  line-height: 1.25;
}

dl {
  display: grid;
  grid-template-columns: repeat(3, minmax(0, 1fr));
  gap: 0.75rem;
  margin: 1.125rem 0 0;
}

dt {
  color: var(--soft);
  font-size: 0.875rem;
}

dd {
  margin: 0;
  font-size: 1.25rem;
  font-weight: 600;
  font-variant-numeric: tabular-nums;
}

footer {
  margin-block-start: 2.5rem;
  color: var(--soft);
  font-size: 0.875rem;
}
`
