import type { Dialogs } from './dialogs.ts'

const STYLE = `
ui-nav-menu { display: flex; flex-wrap: wrap; gap: 4px; padding: 8px 16px; background: #fff; border-bottom: 1px solid #e3e3e3; position: sticky; top: 0; z-index: 20 }
ui-nav-menu a { padding: 6px 10px; border-radius: 8px; color: #303030; text-decoration: none; font: 550 13px/20px Inter, system-ui, sans-serif }
ui-nav-menu a:hover, ui-nav-menu a:focus-visible { background: #f1f1f1 }
ui-save-bar { display: none }
ui-save-bar[data-shown] { display: flex; justify-content: flex-end; gap: 8px; position: fixed; inset: 0 0 auto 0; z-index: 600; padding: 10px 16px; background: #1a1a1a }
ui-save-bar[data-shown]::before { content: 'Unsaved changes'; color: #fff; margin-right: auto; font: 550 13px/28px Inter, system-ui, sans-serif }
ui-save-bar button, .palisade-dialog button { font: 550 13px/20px Inter, system-ui, sans-serif; padding: 4px 12px; border-radius: 8px; border: 1px solid #8a8a8a; background: #fff; color: #303030; cursor: pointer }
ui-save-bar button[disabled], .palisade-dialog button[disabled] { opacity: .5; cursor: default }
.palisade-toast { position: fixed; bottom: 24px; left: 50%; transform: translateX(-50%); z-index: 700; max-width: 90vw; padding: 10px 16px; border-radius: 8px; background: #1a1a1a; color: #fff; font: 550 13px/20px Inter, system-ui, sans-serif }
.palisade-toast[data-error] { background: #8e0b21 }
.palisade-dialog { border: 0; border-radius: 12px; padding: 16px; width: min(600px, 92vw); box-shadow: 0 20px 60px rgb(0 0 0 / .3); font: 13px/20px Inter, system-ui, sans-serif }
.palisade-dialog h2 { font: 650 14px/20px Inter, system-ui, sans-serif; margin: 0 0 12px }
.palisade-dialog ul { list-style: none; margin: 12px 0; padding: 0; max-height: 50vh; overflow: auto }
.palisade-dialog li label { display: flex; gap: 10px; align-items: center; padding: 6px 4px }
.palisade-dialog img { width: 32px; height: 32px; object-fit: cover; border-radius: 6px }
.palisade-dialog input[type=search] { width: 100%; box-sizing: border-box; padding: 6px 10px; font: inherit; border: 1px solid #8a8a8a; border-radius: 8px }
.palisade-dialog footer { display: flex; justify-content: flex-end; gap: 8px; margin-top: 12px }
`

let isLeaving = false

/** Define the bar for unsaved changes, and show the menu, whose links are the page's own. */
export function defineElements(dialogs: Dialogs) {
  const style = new CSSStyleSheet()
  style.replaceSync(STYLE)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style]
  const isShown = () => document.querySelector('ui-save-bar[data-shown]') !== null
  let asking: Promise<boolean> | null = null
  /** One dialog at a time: who goes another way meanwhile waits for the same answer. */
  const askToLeave = () => {
    asking ??= dialogs
      .confirm({
        title: 'Discard all unsaved changes',
        text: 'If you discard changes, you’ll delete any edits you made since you last saved.',
        yes: 'Discard changes',
        no: 'Continue editing',
      })
      .finally(() => {
        asking = null
      })
    return asking
  }

  class SaveBarElement extends HTMLElement {
    get showing(): boolean {
      return this.dataset.shown !== undefined
    }
    get discardConfirmation(): boolean {
      return this.hasAttribute('discardconfirmation')
    }
    set discardConfirmation(on: boolean) {
      this.toggleAttribute('discardconfirmation', on)
    }
    connectedCallback(): void {
      // Before React's own listener, which is at the root.
      this.addEventListener('click', (event) => this.#confirm(event), true)
    }
    async show(): Promise<void> {
      if (this.showing) return
      this.dataset.shown = ''
      this.dispatchEvent(new Event('show'))
    }
    async hide(): Promise<void> {
      if (!this.showing) return
      delete this.dataset.shown
      this.dispatchEvent(new Event('hide'))
    }
    async toggle(): Promise<void> {
      await (this.showing ? this.hide() : this.show())
    }
    #confirm(event: Event): void {
      const button = event.target instanceof Element ? event.target.closest('button') : null
      if (!button || button.getAttribute('variant') === 'primary' || isLeaving) return
      if (!this.discardConfirmation) return
      event.stopPropagation()
      event.preventDefault()
      void askToLeave().then((isSure) => {
        if (!isSure) return
        isLeaving = true
        button.click()
        isLeaving = false
      })
    }
  }
  customElements.define('ui-save-bar', SaveBarElement)

  const find = (id: string) => document.getElementById(id) as SaveBarElement | null
  return {
    byId: {
      show: async (id: string) => find(id)?.show(),
      hide: async (id: string) => find(id)?.hide(),
      toggle: async (id: string) => find(id)?.toggle(),
    },
    /** Settles only when leaving is allowed, as App Bridge does. */
    leaveConfirmation: async (): Promise<void> => {
      if (!isShown() || (await askToLeave())) return
      await new Promise(() => {})
    },
  }
}
