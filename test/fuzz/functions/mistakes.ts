import type { TargetName } from '../../extensions/gate-discount/targets.ts'

/** A mistake that somebody could make in a Function's source. */
export type Mistake = {
  readonly what: string
  readonly target: TargetName
  /** Below `extensions`. */
  readonly file: string
  readonly from: string
  readonly to: string
}

const PROOF = 'proof-check/assembly'
const DISCOUNT = 'gate-discount/assembly'
const VALIDATION = 'gate-validation/assembly'

export const MISTAKES: readonly Mistake[] = [
  {
    ...{
      what: 'a proof is valid in the period in which it ends',
      target: 'lines',
      file: `${PROOF}/proof.ts`,
    },
    ...{ from: 'return now < until', to: 'return now <= until' },
  },
  {
    ...{ what: 'the last bytes of the MAC are not compared', target: 'lines', file: `${PROOF}/hmac.ts` },
    ...{ from: 'at < 16; at += 4', to: 'at < 12; at += 4' },
  },
  {
    ...{ what: 'any MAC is right', target: 'validation', file: `${PROOF}/hmac.ts` },
    ...{ from: 'return difference == 0', to: 'return true' },
  },
  {
    ...{ what: 'a proof for one customer is anybody’s', target: 'validation', file: `${PROOF}/openGates.ts` },
    ...{ from: 'if (load<u8>(buyer) == 0x30) return true', to: 'if (true) return true' },
  },
  {
    ...{ what: 'a customer need not be signed in', target: 'delivery', file: `${PROOF}/openGates.ts` },
    ...{ from: 'readBool(readNamedProp(identity, "isAuthenticated")) != 1', to: 'false' },
  },
  {
    ...{ what: 'an exception refuses one revision too many', target: 'lines', file: `${PROOF}/openGates.ts` },
    ...{
      from: 'if (named.decided || entry.revision < named.floor)',
      to: 'if (named.decided || entry.revision <= named.floor)',
    },
  },
  {
    ...{ what: 'a percentage may be above 100', target: 'lines', file: `${PROOF}/proof.ts` },
    ...{ from: 'amount > 10000', to: 'amount > 100000' },
  },
  {
    ...{ what: 'a proof may name a gate twice', target: 'lines', file: `${PROOF}/proof.ts` },
    ...{ from: 'entry.gate <= before', to: 'entry.gate < before' },
  },
  {
    ...{ what: 'the afternoon is one period late', target: 'lines', file: `${PROOF}/clock.ts` },
    ...{ from: '11 - count', to: '12 - count' },
  },
  {
    ...{
      what: 'each discount gives what all profiles give',
      target: 'lines',
      file: `${DISCOUNT}/entries.ts`,
    },
    ...{ from: 'if (!kind || entry.profile != profile) continue', to: 'if (!kind) continue' },
  },
  {
    ...{ what: 'a cap is passed by one line', target: 'lines', file: `${DISCOUNT}/evaluateLines.ts` },
    ...{ from: 'if (<u32>taken > room) taken = units = room', to: 'if (false) taken = units = room' },
  },
  {
    ...{
      what: 'gift cards count for order discounts',
      target: 'lines',
      file: `${DISCOUNT}/writeOperations.ts`,
    },
    ...{
      from: 'productKey), giftCardKey)) != 1',
      to: 'productKey), giftCardKey)) != 7',
    },
  },
  {
    ...{ what: 'a discount without shipping gives it', target: 'delivery', file: `${DISCOUNT}/index.ts` },
    ...{ from: 'givesShipping && ', to: '' },
  },
  {
    ...{ what: 'room for groups is counted before lines', target: 'delivery', file: `${DISCOUNT}/index.ts` },
    from: 'openGates(input, "discount") && chooseFreeShipping() && findGroups(input)',
    to: 'findGroups(input) && openGates(input, "discount") && chooseFreeShipping()',
  },
  {
    ...{
      what: 'a whole line never fills a cap',
      target: 'validation',
      file: `${VALIDATION}/evaluateCart.ts`,
    },
    ...{ from: '<u32>units <= entry.cap - entry.used', to: '<u32>units < entry.cap - entry.used' },
  },
  {
    ...{
      what: 'a collection that cannot be read is open',
      target: 'validation',
      file: `${VALIDATION}/evaluateCart.ts`,
    },
    ...{
      from: 'readBool(readProp(merchandise, collectionKey)) != 0',
      to: 'readBool(readProp(merchandise, collectionKey)) == 1',
    },
  },
  {
    ...{ what: 'a lifted gate still closes', target: 'validation', file: `${VALIDATION}/evaluateCart.ts` },
    ...{ from: 'isExclusive = !hasLifted() || !isEachStarLifted()', to: 'isExclusive = true' },
  },
  {
    ...{ what: 'an entry without access opens too', target: 'validation', file: `${VALIDATION}/gates.ts` },
    ...{ from: '!entry.isExclusive || isLifted(entry.gate)', to: 'isLifted(entry.gate)' },
  },
]
