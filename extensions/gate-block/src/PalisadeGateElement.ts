import { readConfig } from './readConfig.ts'
import { runGate } from './runGate.ts'

/** Liquid has written every state; the element brings the right one to the front for as long as it is on the page. */
export class PalisadeGateElement extends HTMLElement {
  // Declared only: a class field would bring its own helper into the bundle.
  declare private page: AbortController | undefined

  connectedCallback(): void {
    this.page = new AbortController()
    runGate({ element: this, config: readConfig(this), signal: this.page.signal })
  }

  disconnectedCallback(): void {
    this.page?.abort()
  }
}
