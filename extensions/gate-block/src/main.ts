import { PalisadeGateElement } from './PalisadeGateElement.ts'

/**
 * The loader: all that a page loads until a shopper uses the block, or has used it. An app for speed may load the script
 * before the block is parsed, and an element has no content at its start tag. A theme may load the script twice.
 */
const addElement = () =>
  document.readyState === 'loading' ||
  customElements.get('palisade-gate') ||
  customElements.define('palisade-gate', PalisadeGateElement)

document.addEventListener('readystatechange', addElement)
addElement()
