import { readConfig } from './readConfig.ts'
import { runGate } from './runGate.ts'

/**
 * The block's custom element. Liquid renders a panel for every state; the element shows the current one while it is
 * connected.
 */
export class PalisadeGateElement extends HTMLElement {
  // `declare` emits nothing: a class field would add a helper to the bundle.
  declare private page: AbortController | undefined

  connectedCallback(): void {
    this.page = new AbortController()
    runGate({ element: this, config: readConfig(this), signal: this.page.signal })
  }

  disconnectedCallback(): void {
    this.page?.abort()
  }
}
