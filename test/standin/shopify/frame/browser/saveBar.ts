import type { BarButton, SaveBarView } from './messages.ts'
import { hear, tell } from './talk.ts'

type Bar = { view: () => SaveBarView; save: () => void; discard: () => void }

let shown: Bar | null = null

/** Whether a save bar is visible. */
export function isSaveBarShown(): boolean {
  return shown !== null
}

/** Shows a bar in the frame, or updates it. */
export function showBar(bar: Bar): void {
  shown = bar
  tell({ kind: 'saveBar', bar: bar.view() })
}

/** Hides a bar if it is the visible one. */
export function hideBar(bar: Bar): void {
  if (shown !== bar) return
  shown = null
  tell({ kind: 'saveBar', bar: null })
}

hear((message) => {
  if (message.kind !== 'saveBarClick' || !shown) return
  if (message.which === 'save') shown.save()
  else shown.discard()
})

/** `<ui-save-bar>`: the frame draws its buttons, and a click there clicks the button here. */
export class SaveBarElement extends HTMLElement {
  #bar: Bar = {
    view: () => ({
      save: describe(this.#button(true), 'Save'),
      discard: describe(this.#button(false), 'Discard'),
      confirmDiscard: this.discardConfirmation,
    }),
    save: () => this.#button(true)?.click(),
    discard: () => this.#button(false)?.click(),
  }
  #watch = new MutationObserver(() => {
    if (this.showing) showBar(this.#bar)
  })

  get showing(): boolean {
    return shown === this.#bar
  }

  get discardConfirmation(): boolean {
    return this.hasAttribute('discardconfirmation')
  }

  set discardConfirmation(on: boolean) {
    this.toggleAttribute('discardconfirmation', on)
  }

  connectedCallback(): void {
    this.#watch.observe(this, { attributes: true, childList: true, characterData: true, subtree: true })
  }

  disconnectedCallback(): void {
    this.#watch.disconnect()
    hideBar(this.#bar)
  }

  async show(): Promise<void> {
    if (this.showing) return
    showBar(this.#bar)
    this.dispatchEvent(new Event('show'))
  }

  async hide(): Promise<void> {
    if (!this.showing) return
    hideBar(this.#bar)
    this.dispatchEvent(new Event('hide'))
  }

  async toggle(): Promise<void> {
    await (this.showing ? this.hide() : this.show())
  }

  #button(primary: boolean): HTMLButtonElement | null {
    const buttons = [...this.querySelectorAll('button')]
    return buttons.find((each) => (each.getAttribute('variant') === 'primary') === primary) ?? null
  }
}

function describe(button: HTMLButtonElement | null, fallback: string): BarButton {
  const loading = button?.getAttribute('loading')
  return {
    label: button?.textContent?.trim() || fallback,
    disabled: button?.disabled ?? false,
    loading: loading !== null && loading !== undefined && loading !== 'false',
  }
}

const bars = new WeakMap<HTMLFormElement, Bar>()
const clean = new WeakMap<HTMLFormElement, string>()

/** Watches forms with `data-save-bar`: a change shows a bar whose buttons submit and reset the form. */
export function watchForms(): void {
  const stateOf = (form: HTMLFormElement): string =>
    JSON.stringify([...new FormData(form)].map(([name, value]) => [name, String(value)]))
  const formOf = (event: Event): HTMLFormElement | null =>
    event.target instanceof Element ? event.target.closest<HTMLFormElement>('form[data-save-bar]') : null
  const barOf = (form: HTMLFormElement): Bar => {
    const known = bars.get(form)
    if (known) return known
    const bar: Bar = {
      view: () => ({
        save: { label: 'Save', disabled: false, loading: false },
        discard: { label: 'Discard', disabled: false, loading: false },
        confirmDiscard: form.hasAttribute('data-discard-confirmation'),
      }),
      save: () => form.requestSubmit(),
      discard: () => form.reset(),
    }
    bars.set(form, bar)
    return bar
  }
  document.addEventListener(
    'focusin',
    (event) => {
      const form = formOf(event)
      if (form && !clean.has(form)) clean.set(form, stateOf(form))
    },
    true,
  )
  for (const type of ['input', 'change'])
    document.addEventListener(type, (event) => {
      const form = formOf(event)
      if (!form) return
      if (stateOf(form) === clean.get(form)) hideBar(barOf(form))
      else showBar(barOf(form))
    })
  for (const type of ['submit', 'reset'])
    document.addEventListener(type, (event) => {
      const form = formOf(event)
      if (!form) return
      clean.delete(form)
      hideBar(barOf(form))
    })
}
