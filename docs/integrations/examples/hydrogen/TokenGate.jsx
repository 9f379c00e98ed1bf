import { createGates, createStorefrontCart } from '@palisade/client/storefront'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { readCartId } from './storefront.js'

/** The gates of these products: `lines` is a list of { productId, variantId }. */
export function useGates(env, lines) {
  const [gates] = useState(() =>
    createGates({
      url: env.palisadeApi,
      apiKey: env.palisadeKey,
      cart: createStorefrontCart({
        url: env.storefrontApi,
        publicAccessToken: env.storefrontToken,
        findCartId: () => readCartId(document.cookie),
      }),
    }),
  )
  const state = useSyncExternalStore(gates.onChange, gates.readState, gates.readState)
  const asked = JSON.stringify(lines)
  useEffect(() => {
    // The state has the error too.
    gates.load(JSON.parse(asked)).catch(() => {})
  }, [gates, asked])
  useEffect(() => gates.close, [gates])
  return { gates, state }
}

const WAITS = {
  connecting: 'Choose an account in your wallet.',
  signing: 'Confirm the message in your wallet. It is free and moves nothing.',
  checking: 'Checking…',
}
const REASONS = {
  'not-started': 'This offer has not started yet.',
  ended: 'This offer has ended.',
  paused: 'This offer is paused.',
  'used-up': 'This offer is used up.',
  'sign-in': 'This offer is for customers of the online store.',
}

/** What token holders get, and the buttons to connect a wallet. */
export function TokenGate({ gates, state }) {
  if (!state.gates[0]) return null
  const isBusy = state.step !== 'idle'
  return (
    <section aria-label="For token holders" className="gate">
      <h2>For token holders</h2>
      <ul>
        {state.gates.map((gate) => (
          <li key={gate.number}>
            <strong>{gate.name}</strong>: {describeGift(gate)}. <span>{describeResult(gate)}</span>
          </li>
        ))}
      </ul>
      {state.wallets.map((wallet) => (
        <button
          key={wallet.id}
          type="button"
          disabled={isBusy}
          onPointerDown={gates.prepare}
          onFocus={gates.prepare}
          onClick={() => gates.login(wallet).catch(() => {})}
        >
          {state.address ? 'Add' : 'Connect'} {wallet.name ?? 'this browser’s wallet'}
        </button>
      ))}
      {!state.wallets[0] && <p>No wallet was found in this browser.</p>}
      {state.address && (
        <button type="button" disabled={isBusy} onClick={() => gates.disconnect().catch(() => {})}>
          Disconnect {state.address}
        </button>
      )}
      <p role="status">{WAITS[state.step] ?? state.error?.message ?? ''}</p>
    </section>
  )
}

function describeGift({ gives, kind }) {
  const price = gives.percent
    ? `${gives.percent} % off`
    : gives.amount && `${gives.amount} ${gives.currency} off`
  const only = kind === 'discount' ? '' : 'only for holders'
  return [only, price].filter(Boolean).join(', ') || 'free shipping'
}

function describeResult({ result }) {
  if (result.kind === 'open') return 'Unlocked.'
  if (result.kind === 'unchecked') return 'We could not check this. Try again in a moment.'
  if (result.kind !== 'closed') return ''
  const [line] = result.lines.filter((one) => one.needed)
  if (line) return `You have ${line.found || 0} of ${line.needed} ${line.name}.`
  return REASONS[result.because] ?? 'Your wallet does not have it.'
}
