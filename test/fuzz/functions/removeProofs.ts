/** An input without its proofs: no cart attribute, no pass, no property of a line. */
export function removeProofs(input: unknown): unknown {
  const cart = (input as { cart?: unknown } | null)?.cart
  if (!isObject(cart)) return input
  const lines = Array.isArray(cart.lines) ? cart.lines.map(removeProof) : cart.lines
  return { ...(input as object), cart: { ...cart, proof: null, pass: null, lines } }
}

function removeProof(line: unknown): unknown {
  return isObject(line) ? { ...line, proof: null } : line
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
