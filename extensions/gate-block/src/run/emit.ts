/** Tell the theme of something, by an event that bubbles. */
export function emit(target: EventTarget, name: string, detail: object = {}): void {
  target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }))
}
