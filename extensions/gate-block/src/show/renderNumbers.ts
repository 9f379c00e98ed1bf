import { formatAmount } from './formatAmount.ts'
import { formatUntil } from './formatUntil.ts'

/** Write the amounts and instants that Liquid rendered in the shopper's language and time zone. */
export function renderNumbers(element: HTMLElement, locale: string): void {
  const set = (part: HTMLElement, text: string) => part.textContent === text || part.replaceChildren(text)
  for (const number of element.querySelectorAll<HTMLElement>('[data-number]'))
    set(number, formatAmount(number.textContent ?? '', locale))
  for (const time of element.querySelectorAll<HTMLElement>('[data-time]'))
    set(time, formatUntil(+(time.dataset.time as string), locale))
}
