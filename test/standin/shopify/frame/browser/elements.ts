import type { NavItem } from './messages.ts'
import { SaveBarElement } from './saveBar.ts'
import { hear, tell } from './talk.ts'

const WATCHED = { attributes: true, childList: true, characterData: true, subtree: true }

/** `<ui-nav-menu>`: the frame draws its links; a click there fires `shopify:navigate` on the link here. */
class NavMenuElement extends HTMLElement {
  #watch = new MutationObserver(() => this.#tell())

  connectedCallback(): void {
    this.#watch.observe(this, WATCHED)
    // The parser has not read the links yet when the element connects.
    queueMicrotask(() => this.#tell())
  }

  disconnectedCallback(): void {
    this.#watch.disconnect()
  }

  #tell(): void {
    const items: NavItem[] = [...this.querySelectorAll('a')].map((link) => ({
      href: link.getAttribute('href') ?? '/',
      label: link.textContent?.trim() ?? '',
      home: link.rel === 'home',
    }))
    tell({ kind: 'nav', items })
  }
}

hear((message) => {
  if (message.kind !== 'navigate') return
  const links = [...document.querySelectorAll('ui-nav-menu a')]
  const link = links.find((each) => each.getAttribute('href') === message.href)
  if (link) link.dispatchEvent(new Event('shopify:navigate', { bubbles: true, cancelable: true }))
  else location.assign(message.href)
})

/** `<ui-title-bar>`: the frame draws the page's title and actions. */
class TitleBarElement extends HTMLElement {
  #watch = new MutationObserver(() => this.#tell())

  connectedCallback(): void {
    if (this.closest('ui-modal')) return
    current = this
    this.#watch.observe(this, WATCHED)
    queueMicrotask(() => this.#tell())
  }

  disconnectedCallback(): void {
    this.#watch.disconnect()
    if (current !== this) return
    current = null
    tell({ kind: 'titleBar', bar: null })
  }

  get actions(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('button, a')]
  }

  #tell(): void {
    tell({
      kind: 'titleBar',
      bar: {
        title: this.getAttribute('title') ?? '',
        actions: this.actions.map((action) => ({
          label: action.textContent?.trim() ?? '',
          primary: action.getAttribute('variant') === 'primary',
          disabled: action.hasAttribute('disabled'),
        })),
      },
    })
  }
}

let current: TitleBarElement | null = null
hear((message) => {
  if (message.kind === 'titleBarClick') current?.actions[message.index]?.click()
})

/** `<ui-modal>`: opens over the app's own page, with its title bar's title and buttons. */
class ModalElement extends HTMLElement {
  readonly content = document.createElement('div')
  #dialog: HTMLDialogElement | null = null

  get showing(): boolean {
    return this.#dialog !== null
  }

  async show(): Promise<void> {
    if (this.#dialog) return
    const own = [...this.children].filter((each) => !each.matches('ui-title-bar, ui-save-bar'))
    if (this.content.childElementCount === 0) this.content.append(...own)
    const bar = this.querySelector('ui-title-bar')
    const dialog = document.createElement('dialog')
    dialog.style.cssText = DIALOG_STYLE
    const title = document.createElement('h2')
    title.textContent = bar?.getAttribute('title') ?? ''
    title.style.cssText = 'font-size:14px;font-weight:650;margin:0;padding:14px 16px;background:#f3f3f3'
    const foot = document.createElement('footer')
    foot.style.cssText =
      'display:flex;justify-content:flex-end;gap:8px;padding:12px 16px;border-top:1px solid #ebebeb'
    for (const button of bar?.querySelectorAll('button') ?? []) foot.append(copyButton(button))
    dialog.append(title, this.content, foot)
    dialog.addEventListener('close', () => this.hide())
    document.body.append(dialog)
    dialog.showModal()
    this.#dialog = dialog
    this.dispatchEvent(new Event('show'))
  }

  async hide(): Promise<void> {
    const dialog = this.#dialog
    if (!dialog) return
    this.#dialog = null
    dialog.close()
    dialog.remove()
    this.dispatchEvent(new Event('hide'))
  }

  async toggle(): Promise<void> {
    await (this.showing ? this.hide() : this.show())
  }
}

function copyButton(button: HTMLButtonElement): HTMLButtonElement {
  const copy = document.createElement('button')
  const primary = button.getAttribute('variant') === 'primary'
  const critical = button.getAttribute('tone') === 'critical'
  const colours = primary ? `background:${critical ? '#c5280c' : '#303030'};color:#fff` : 'background:#fff'
  copy.textContent = button.textContent
  copy.disabled = button.disabled
  copy.style.cssText = `${BUTTON_STYLE};${colours}`
  copy.addEventListener('click', () => button.click())
  return copy
}

const DIALOG_STYLE =
  'border:0;border-radius:16px;padding:0;width:min(620px,92vw);box-shadow:0 20px 60px rgb(0 0 0/.3);font:13px/20px Inter,system-ui,sans-serif'
const BUTTON_STYLE =
  'font:inherit;font-weight:600;border:1px solid #d4d4d4;border-radius:8px;padding:5px 12px;cursor:pointer'

/** Defines the elements and hides those that the frame draws. It adds no node, because that would break hydration. */
export function defineElements(): void {
  const style = new CSSStyleSheet()
  style.replaceSync('ui-nav-menu, ui-save-bar, ui-title-bar, ui-modal { display: none !important }')
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style]
  customElements.define('ui-nav-menu', NavMenuElement)
  customElements.define('ui-title-bar', TitleBarElement)
  customElements.define('ui-modal', ModalElement)
  customElements.define('ui-save-bar', SaveBarElement)
}
