import { findChain } from '../../core/chain/findChain.ts'
import type { ShownUnmet, SingleToken, UnmetLine, UsedUp } from '../../core/gate/answer.ts'
import type { LoggedUnlock } from '../../core/numbers/types.ts'
import { formatInstant } from '../formatInstant.ts'
import { formatPlaceholders, TEXTS } from '../preview/storefrontTexts.ts'

const { refused, needs, failed } = TEXTS
const UNMET = {
  'too-little': refused.unmet,
  'too-little-all': refused.unmet_all,
  'too-much': refused.too_much,
  'not-listed': refused.not_listed,
  'not-listed-all': refused.not_listed_all,
  listed: refused.listed,
  excluded: refused.excluded,
  'no-wallet': refused.no_wallet,
  'not-held-then': refused.not_then,
  bare: '{{ name }} ({{ chain }})',
} as const satisfies Record<ShownUnmet['text'], string>
const HEADINGS = {
  any: refused.any,
  at_least: refused.at_least,
  at_most: refused.at_most,
  all: needs.group_all,
}

/** Describe an answer in the sentences that the storefront has for it, in English and the shop's time zone. */
export function describeEvent({
  event: { outcome, detail },
  timeZone,
}: {
  event: Pick<LoggedUnlock, 'outcome' | 'detail'>
  timeZone: string
}): string[] {
  if (detail === null) return ['Another version of Palisade wrote this. It cannot be shown.']
  const formatTime = (at: number) => formatInstant({ at, timeZone })
  switch (outcome) {
    case 'open':
      return []
    case 'unmet':
      return (detail.lines ?? []).map(describeLine)
    case 'used-up':
      return [refused.used_up, ...(detail.usedUp ? describeUsedUp(detail.usedUp, formatTime) : [])]
    case 'not-started':
      return detail.startsAt === undefined
        ? [refused.title_not_started]
        : [formatPlaceholders(refused.not_started, { time: formatTime(detail.startsAt) })]
    case 'paused':
      return [refused.paused]
    case 'ended':
      return [refused.ended]
    case 'sign-in':
      return [refused.title_sign_in, refused.sign_in]
    case 'sign-again':
      return [refused.sign_again]
    case 'unchecked':
      return [describeUnchecked(detail)]
  }
}

function describeLine(line: UnmetLine): string {
  const indent = '– '.repeat(line.depth)
  if (line.text === 'no-loan') return indent + formatPlaceholders(refused.no_loan, line)
  if ('because' in line) return indent + formatPlaceholders(UNMET[line.text], { wallet: '', ...line })
  return indent + formatPlaceholders(HEADINGS[line.text], { count: line.count })
}

/** As the storefront does. @see extensions/gate-block/src/show/describeUsedUp.ts */
function describeUsedUp(
  { limit, token, at, heldUntil }: UsedUp,
  formatTime: (at: number) => string,
): string[] {
  if (heldUntil !== null) {
    const text = limit === 'place' ? refused.used_up_place : refused.used_up_held
    return [formatPlaceholders(text, { time: formatTime(heldUntil) })]
  }
  if (token !== null && at !== null) {
    const values = { token: formatSingleToken(token), time: formatTime(at) }
    return [formatPlaceholders(refused.used_up_token, values)]
  }
  if (limit === 'wallet') {
    return at === null ? [] : [formatPlaceholders(refused.used_up_wallet, { time: formatTime(at) })]
  }
  return [limit === 'token' ? refused.used_up_tokens : refused.used_up_total]
}

function formatSingleToken({ name, id }: SingleToken): string {
  return /^\d+$/.test(id) ? `${name} #${id}`.trim() : name || id
}

function describeUnchecked({ code, chain }: NonNullable<LoggedUnlock['detail']>): string {
  if (code === 'ERR_SHOPIFY_REQUEST') return failed.title_cart
  const name = chain === undefined ? undefined : findChain(chain)?.name
  return name === undefined ? failed.title_plain : formatPlaceholders(failed.title, { chain: name })
}
