import { CHOSEN_KINDS } from '../../core/message/kinds.ts'
import type { Message, Receiver } from '../../core/message/types.ts'
import { formatInstant } from '../formatInstant.ts'
import type { MessageView, ReceiverRowView, ReceiverStatus, ReceiverView } from './views.ts'

type Times = { readonly timeZone: string }

/** Format a receiver for the list. */
export function formatReceiverRow(receiver: Receiver, { timeZone }: Times): ReceiverRowView {
  const { id, url, messages, updatedAt } = receiver
  const isAll = messages.length === CHOSEN_KINDS.length
  return {
    ...{ id, name: url ?? 'Shopify Flow', isFlow: url === null },
    status: formatStatus(receiver, { timeZone }),
    chosen: isAll ? 'All messages' : `${messages.length} of ${CHOSEN_KINDS.length} messages`,
    changedAt: formatInstant({ at: updatedAt, timeZone }),
  }
}

/** Format a receiver for its page. */
export function formatReceiver(receiver: Receiver, { timeZone, now }: Times & { now: number }): ReceiverView {
  const { messages, gates, hasWallets, state, oldEndsAt } = receiver
  return {
    ...formatReceiverRow(receiver, { timeZone }),
    form: { messages, gates, hasWallets },
    isOn: state === 'on',
    oldUntil: oldEndsAt === null || oldEndsAt <= now ? null : formatInstant({ at: oldEndsAt, timeZone }),
  }
}

const OFF = {
  staff: 'Somebody of your staff switched it off.',
  gone: 'Its server answered 410: it wants no more messages. Check the address, then switch it on.',
  failing: 'Nothing reached it for five days, so Palisade switched it off. Repair it, then switch it on.',
} as const

function formatStatus({ state, failingSince }: Receiver, { timeZone }: Times): ReceiverStatus {
  if (state !== 'on') return { kind: 'off', label: 'Off', reason: OFF[state] }
  if (failingSince === null) return { kind: 'on', label: 'On', reason: null }
  const since = formatInstant({ at: failingSince, timeZone })
  const reason = `Every attempt since ${since} has failed. Palisade tries again, and switches it off after five days.`
  return { kind: 'failing', label: 'Failing', reason }
}

/** Format a message of the log. */
export function formatMessage(message: Message, { timeZone }: Times): MessageView {
  const { id, name, kind, at, state, lastError, data } = message
  return {
    ...{ id, name, kind, state },
    at: formatInstant({ at, timeZone, hasSeconds: true }),
    label: formatState(message, { timeZone }),
    error: lastError,
    data: data === null ? 'It cannot be read.' : JSON.stringify(data, null, 2),
  }
}

function formatState({ state, status, attempts, dueAt }: Message, { timeZone }: Times): string {
  if (state === 'sent') return status === null ? 'Sent' : `Sent, HTTP ${status}`
  if (state === 'failed') return attempts === 0 ? 'Not sent' : `Given up after ${attempts} attempts`
  if (attempts === 0) return 'Waiting'
  return `Tried ${attempts} times, next ${formatInstant({ at: dueAt, timeZone })}`
}
