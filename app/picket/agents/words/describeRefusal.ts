import english from '../../../../extensions/gate-block/locales/en.default.json' with { type: 'json' }
import type { GateAnswer, UnmetLine, UsedUp } from '../../../core/gate/answer.ts'
import { formatLines } from '../../../proxy/format.ts'
import { formatInstant, formatText } from './formatText.ts'

const { refused: REFUSED, needs: NEEDS } = english.gate

const LINE_TEXTS = {
  'too-little': REFUSED.unmet,
  'too-little-all': REFUSED.unmet_all,
  'too-much': REFUSED.too_much,
  'not-held-then': REFUSED.not_then,
  'no-wallet': REFUSED.no_wallet,
  excluded: REFUSED.excluded,
  'not-listed': REFUSED.not_listed,
  'not-listed-all': REFUSED.not_listed_all,
  listed: REFUSED.listed,
  bare: '{{ name }}',
  any: REFUSED.any,
  at_least: REFUSED.at_least,
  at_most: REFUSED.at_most,
  all: NEEDS.group_all,
  'no-loan': REFUSED.no_loan,
} as const satisfies Record<UnmetLine['text'], string>

/** Describe why a gate stayed closed and what would open it, in the card's words. Lines inside a group are indented. */
export function describeRefusal(closed: Extract<GateAnswer, { kind: 'closed' }>): string[] {
  switch (closed.because) {
    case 'unmet':
      return formatLines(closed).map(({ depth, text, ...values }) => {
        return '  '.repeat(depth) + formatText(LINE_TEXTS[text], { ...values }).trim()
      })
    case 'used-up':
      return [describeUsedUp(closed.usedUp)]
    case 'not-started':
      return [formatText(REFUSED.not_started, { time: formatInstant(closed.startsAt ?? 0) })]
    case 'ended':
      return [REFUSED.ended]
    case 'paused':
      return [REFUSED.paused]
    case 'sign-in':
      return [REFUSED.sign_in]
    case 'sign-again':
      return [REFUSED.sign_again]
  }
}

function describeUsedUp(usedUp: UsedUp | null): string {
  const { limit, token, at = null, heldUntil = null } = usedUp ?? {}
  if (heldUntil !== null)
    return formatText(limit === 'place' ? REFUSED.used_up_place : REFUSED.used_up_held, {
      time: formatInstant(heldUntil),
    })
  if (limit === 'total') return REFUSED.used_up_total
  if (at !== null && token) {
    const shown = `${token.name} #${token.id}`.trim()
    return formatText(REFUSED.used_up_token, { token: shown, time: formatInstant(at) })
  }
  if (limit === 'token') return REFUSED.used_up_tokens
  return at === null ? REFUSED.used_up : formatText(REFUSED.used_up_wallet, { time: formatInstant(at) })
}
