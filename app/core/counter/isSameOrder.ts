/** Whether staff typed an order's name: with or without the `#` that most shops have before it. */
export function isSameOrder(typed: string, name: string): boolean {
  return typed.replace(/^#/, '') === name.replace(/^#/, '')
}
