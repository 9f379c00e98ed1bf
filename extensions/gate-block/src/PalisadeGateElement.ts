import { listenForCartChanges } from './cart/listenForCartChanges.ts'
import { loadPart } from './loadPart.ts'
import type { RunPart } from './mainRun.ts'
import { type GateConfig, parseConfig, readConfigText } from './readConfig.ts'
import type { GateHandle } from './runGate.ts'
import { findVisit } from './session/writeVisit.ts'
import { type Cover, createCover } from './show/createCover.ts'
import { renderNumbers } from './show/renderNumbers.ts'

/** A theme that moves a block takes it out and puts it back, at once or after a transition. */
const MOVE_MS = 1000
/** A block that a theme replaces while the shopper is in the wallet still brings its task to an end. */
const TASK_MS = 60_000

/**
 * The block's custom element. Liquid renders a panel for every state. Until the shopper uses the block, or if an earlier
 * page has a visit, nothing more is loaded.
 */
export class PalisadeGateElement extends HTMLElement {
  // `declare` emits nothing: a class field would add a helper to the bundle.
  declare private page: AbortController | null
  declare private config: GateConfig
  declare private configText: string
  declare private runningGate: GateHandle | null
  declare private cover: Cover
  declare private leaving: ReturnType<typeof setTimeout>

  connectedCallback(): void {
    clearTimeout(this.leaving)
    if (this.page) this.update()
    else this.start()
  }

  disconnectedCallback(): void {
    const { page } = this
    const wait = this.runningGate?.isBusy() ? TASK_MS : MOVE_MS
    this.leaving = setTimeout(() => page === this.page && this.stop(), wait)
  }

  private start(): void {
    const page = new AbortController()
    const { signal } = page
    this.page = page
    this.runningGate = null
    this.configText = readConfigText(this)
    this.config = parseConfig(this.configText)
    this.cover = createCover(this, this.config)
    const open = () => void this.open()
    // Forms may have come since, also into shadow roots.
    const resume = () => {
      this.update()
      if (findVisit(this.config.shop)) open()
    }
    for (const early of ['pointerover', 'focusin']) this.addEventListener(early, open, { signal, once: true })
    this.addEventListener('click', (event) => void this.press(event), { signal })
    // Another page, tab or block may have connected a wallet since. A page that was rendered ahead hears of it when seen.
    for (const type of ['pageshow', 'storage', 'visibilitychange', 'palisade:connected'])
      window.addEventListener(type, resume, { signal })
    // On the cart page a reload covers what another card has unlocked.
    if (this.config.productId) window.addEventListener('palisade:unlocked', resume, { signal })
    // The cart's card is hidden while nothing is in the cart. With a visit, another block may have written its proofs.
    else listenForCartChanges(() => findVisit(this.config.shop) || open(), signal)
    this.watch(signal)
    resume()
  }

  private stop(): void {
    this.page?.abort()
    this.cover([], [])
    this.page = null
  }

  /** Load the rest, once; null if it cannot be loaded, or the block has left the page meanwhile. */
  private async open(): Promise<GateHandle | null> {
    const { page, config } = this
    try {
      const { runGate } = await loadPart<RunPart>('palisadeRun', config.run)
      if (page !== this.page || !page) return null
      this.runningGate ??= runGate({ element: this, config, cover: this.cover, signal: page.signal })
    } catch {
      // The next press tries again.
    }
    return this.runningGate
  }

  private async press(event: Event): Promise<void> {
    const ref = (event.target as Element).closest('button')?.dataset.ref
    if (!ref) return
    const runningGate = this.runningGate ?? (await this.open())
    if (runningGate) runningGate.press(ref)
    else this.querySelector('[data-for=locked] [data-ref=ask]')?.replaceChildren(this.config.texts.unloaded)
  }

  /**
   * A theme that morphs a section puts back what the server rendered, or the texts of another product. What is shown
   * always equals the state. At most once a task, so that two scripts that undo each other do not stop the page.
   */
  private watch(signal: AbortSignal): void {
    let isPlanned = false
    const observer = new MutationObserver(() => {
      if (isPlanned) return
      isPlanned = true
      setTimeout(() => {
        isPlanned = false
        if (signal.aborted) return
        this.update()
        observer.takeRecords()
      })
    })
    observer.observe(this, { attributes: true, childList: true, characterData: true, subtree: true })
    signal.addEventListener('abort', () => observer.disconnect())
  }

  /** Show the state again, or begin anew if the block has another product's texts now. */
  private update(): void {
    if (readConfigText(this) !== this.configText) {
      this.stop()
      this.start()
      return
    }
    renderNumbers(this, this.config.locale)
    if (this.runningGate) this.runningGate.show()
    else {
      // Else with `pageshow`: until then the style covers.
      if (document.readyState === 'complete') this.cover([])
      // A theme may have cloned the block in another state, or kept its HTML.
      if (this.dataset.panel !== 'locked') void this.open()
    }
  }
}
