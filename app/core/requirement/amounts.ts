import { InputError } from '../errors/base.ts'

/**
 * Parse an amount in human units ("1.5") as base units.
 *
 * @throws {InputError} ERR_REQUIREMENT_INVALID for anything but digits with at most `decimals` places.
 */
export function parseUnits({ text, decimals }: { text: string; decimals: number }): bigint {
  const match = /^([0-9]{1,78})(?:\.([0-9]{1,77}))?$/.exec(text.trim())
  const fraction = (match?.[2] ?? '').replace(/0+$/, '')
  if (!match || fraction.length > decimals) {
    throw new InputError(
      'ERR_REQUIREMENT_INVALID',
      `"${text.slice(0, 40)}" is not an amount with at most ${decimals} decimal places.`,
      {
        hint: 'Write the amount in digits, with a point before the decimals.',
      },
    )
  }
  return BigInt(`${match[1]}${fraction.padEnd(decimals, '0')}`)
}

/** Format base units in human units, without trailing zeros: the reverse of `parseUnits`. */
export function formatUnits({ amount, decimals }: { amount: bigint; decimals: number }): string {
  const digits = String(amount).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return fraction === '' ? whole : `${whole}.${fraction}`
}
