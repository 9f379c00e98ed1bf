/** Dispatch a bubbling event for the theme. */
export function sendEvent(target: EventTarget, name: string, detail: object = {}): void {
  target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }))
}
