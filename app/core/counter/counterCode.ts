/**
 * A code that a shopper's phone shows at a counter: `PAL1.<visit>.<last>.<step>.<MAC>`. It has capital letters, digits
 * and dots alone, so its QR code is small, and scanners that type it need no other keys.
 */
export type CounterCode = {
  /** 32 hex digits, lower case. */
  readonly visitId: string
  /** The last step for which the phone's key makes codes. */
  readonly last: number
  readonly step: number
  /** First 16 bytes of HMAC-SHA-256 over `text`, in lower-case hex. */
  readonly mac: string
  /** What the MAC is of. */
  readonly text: string
}

const PATTERN = /^(PAL1\.([0-9A-F]{32})\.([0-9]{1,12})\.([0-9]{1,12}))\.([0-9A-F]{32})$/

/** Compose the text that a code's MAC is of. */
export function composeCounterText({
  visitId,
  last,
  step,
}: Pick<CounterCode, 'visitId' | 'last' | 'step'>): string {
  return `PAL1.${visitId.toUpperCase()}.${last}.${step}`
}

/** Format a code of its text and MAC. */
export function formatCounterCode({ text, mac }: Pick<CounterCode, 'text' | 'mac'>): string {
  return `${text}.${mac.toUpperCase()}`
}

/** Parse what a camera read or a hand scanner typed; null if it is no such code. */
export function parseCounterCode(typed: string): CounterCode | null {
  const found = PATTERN.exec(typed.trim().toUpperCase())
  if (!found) return null
  const [, text = '', visitId = '', last = '', step = '', mac = ''] = found
  return {
    visitId: visitId.toLowerCase(),
    last: Number(last),
    step: Number(step),
    mac: mac.toLowerCase(),
    text,
  }
}

/** Compose the message of which this server's secret makes the key of a visit's codes, up to a step. */
export function composeCounterKeyText({ visitId, last }: Pick<CounterCode, 'visitId' | 'last'>): string {
  return `counter ${visitId} ${last}`
}
