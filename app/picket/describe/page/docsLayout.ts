/**
 * The layout of the page: one column on a phone, a table of contents beside it, code beside text, and a print layout.
 */
export const docsLayout = `
.side {
  display: none;
}

.menu {
  margin-block-start: 2rem;
  padding: 0.875rem 1.125rem;
  border: 1px solid var(--line);
  border-radius: 0.625rem;
}

.menu summary {
  cursor: pointer;
  font-weight: 600;
}

.shelf {
  margin: 1.5rem 0 0.375rem;
  color: var(--soft);
  font-size: 0.8125rem;
  font-weight: 600;
}

nav ul {
  margin: 0;
  padding: 0;
  list-style: none;
}

.entry {
  display: block;
  padding-block: 0.25rem;
  color: inherit;
  font-size: 0.9375rem;
  line-height: 1.4;
  text-decoration: none;
}

.entry:hover {
  color: var(--accent);
}

@media (min-width: 62rem) {
  body {
    display: grid;
    grid-template-columns: 16.5rem minmax(0, 1fr);
  }

  .side {
    display: block;
    position: sticky;
    inset-block-start: 0;
    height: 100vh;
    overflow-y: auto;
    padding: 2.5rem 1.5rem;
    border-inline-end: 1px solid var(--line);
  }

  .shelf:first-child {
    margin-block-start: 0;
  }

  .menu {
    display: none;
  }

  main {
    padding-inline: 3.5rem;
  }
}

@media (min-width: 76rem) {
  article {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  }

  .code {
    max-height: calc(100vh - 3rem);
    overflow-y: auto;
    position: sticky;
    inset-block-start: 1.5rem;
    align-self: start;
  }
}

@media print {
  body {
    display: block;
    font-size: 10pt;
  }

  .side,
  .menu,
  .skip {
    display: none;
  }

  main {
    max-width: none;
    padding: 0;
  }

  article {
    display: block;
  }

  .code {
    max-height: none;
    position: static;
  }

  pre {
    border: 1px solid var(--line);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  pre,
  dl > div {
    break-inside: avoid;
  }
}
`
