import { CartError } from './CartError.ts'

/**
 * Reads a quantity from a cart request; `otherwise` if absent.
 *
 * @throws CartError when it is not a whole number from 0 to 1,000,000.
 */
export function readQuantity(value: unknown, otherwise: number): number {
  if (value === undefined || value === null || value === '') return otherwise
  const quantity = Number(value)
  if (Number.isInteger(quantity) && quantity >= 0 && quantity <= 1_000_000) return quantity
  throw new CartError(422, 'Cart Error', 'Quantity must be a whole number that is not below 0.')
}
