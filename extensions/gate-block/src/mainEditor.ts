/*
 * The entry of `palisade-editor.js`, which only the theme editor loads: it shows a card in the state that the merchant
 * has chosen, by the code that shows it to shoppers, with sample values. No wallet, cart or server is asked.
 */
import { composeSample, type SampleName } from './editor/composeSample.ts'
import type { loadPart } from './loadPart.ts'
import type { RunPart } from './mainRun.ts'
import { parseConfig, readConfigText } from './readConfig.ts'
import { readClock } from './session/readClock.ts'
import { renderNumbers } from './show/renderNumbers.ts'

/** What the loader lends: the card's own script, which the theme editor has loaded too. */
type Loader = { readonly loadPart: typeof loadPart }
const readLoader = () => Reflect.get(window, 'palisadeLoader') as Loader | undefined

class PalisadePreviewElement extends HTMLElement {
  connectedCallback(): void {
    const select = this.parentElement?.querySelector<HTMLSelectElement>('[data-palisade-preview]')
    select?.addEventListener('change', () => void this.show(select.value as SampleName))
    void this.show((select?.value ?? 'locked') as SampleName)
  }

  private async show(name: SampleName): Promise<void> {
    const config = parseConfig(readConfigText(this))
    const now = readClock()
    renderNumbers(this, config.locale)
    const part = await readLoader()?.loadPart<RunPart>('palisadeRun', config.run)
    if (!part) return
    const { renderState, renderWallets } = part
    const state = composeSample({ name, config, now })
    renderState({ element: this, config, state, variantId: config.variantId, hasForm: true })
    const dialog = this.querySelector('dialog')
    dialog?.toggleAttribute('open', /^(choosing|no_wallet)$/.test(name))
    const list = dialog?.querySelector<HTMLElement>('[data-ref=wallets]')
    if (!list) return
    renderWallets({
      list,
      wallets: name === 'choosing' ? [{ id: 'sample', name: null, icon: null, family: 'evm' }] : [],
      fallbackName: config.texts.browserWallet,
      showsIcons: config.showsIcons,
      icon: this.querySelector('[data-for=connecting] .palisade-icon'),
      onChoose: () => {},
    })
  }
}

const addElement = () =>
  customElements.get('palisade-preview') || customElements.define('palisade-preview', PalisadePreviewElement)
/** How often to look for the loader. The editor adds a block to a page that has loaded long before. */
const LOOK_MS = 100
// The part that shows states needs the loader, whichever of the two scripts comes first.
const start = () => {
  if (readLoader()) addElement()
  else setTimeout(start, LOOK_MS)
}
start()
