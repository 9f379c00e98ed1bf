import { describe, expect, test } from 'vitest'
import { listenForSolanaWallets } from '../../../../../extensions/gate-block/src/wallets/listenForSolanaWallets.ts'
import type { SolanaWallet } from '../../../../../extensions/gate-block/src/wallets/types.ts'

type Api = { register: (...wallets: unknown[]) => () => void }
const icon = 'data:image/svg+xml;base64,AA'
const call = () => Promise.reject(new Error('must not be called'))
const wallet = (over: object = {}) => ({
  version: '1.0.0',
  name: 'Lantern',
  icon,
  chains: ['solana:mainnet', 'solana:devnet'],
  features: { 'standard:connect': { connect: call }, 'solana:signMessage': { signMessage: call } },
  accounts: [],
  ...over,
})

/** Does what `registerWallet` of @wallet-standard/wallet does. */
function registerIn(window: EventTarget, one: unknown): void {
  const callback = ({ register }: Api) => register(one)
  window.dispatchEvent(new CustomEvent('wallet-standard:register-wallet', { detail: callback }))
  window.addEventListener('wallet-standard:app-ready', (event) =>
    callback((event as CustomEvent<Api>).detail),
  )
}

function start(early: unknown[] = []) {
  const window = new EventTarget()
  const seen: (readonly SolanaWallet[])[] = []
  const controller = new AbortController()
  let api: Api | undefined
  window.addEventListener('wallet-standard:app-ready', (event) => {
    api = (event as CustomEvent<Api>).detail
  })
  for (const one of early) registerIn(window, one)
  listenForSolanaWallets({ window, onChange: (wallets) => seen.push(wallets), signal: controller.signal })
  return { window, seen, api: () => api, abort: () => controller.abort() }
}

describe('listenForSolanaWallets', () => {
  test('default: wallets that register before and after the block are found', () => {
    const [first, second] = [wallet(), wallet({ name: 'Harbour' })]
    const { window, seen } = start([first])
    registerIn(window, second)
    expect(seen.at(-1)).toEqual([
      { id: 'solana-1', name: 'Lantern', icon, family: 'solana', provider: first },
      { id: 'solana-2', name: 'Harbour', icon, family: 'solana', provider: second },
    ])
    expect(seen.at(-1)?.[0]?.provider).toBe(first)
  })

  test('behavior: a wallet that registers twice is listed once, and one that unregisters is removed', () => {
    const one = wallet()
    const { seen, api } = start([one])
    const leave = api()?.register(one)
    expect(seen).toHaveLength(1)
    leave?.()
    expect(seen.at(-1)).toEqual([])
  })

  test('behavior: nothing is reported after the block has left the page', () => {
    const { window, seen, api, abort } = start()
    abort()
    registerIn(window, wallet())
    api()?.register(wallet())
    expect(seen).toEqual([])
  })

  test('refuses: a wallet that cannot connect and sign for Solana', () => {
    const { window, seen } = start()
    const features = { 'standard:connect': { connect: call }, 'solana:signMessage': { signMessage: call } }
    const others: unknown[] = [
      null,
      'wallet',
      {},
      wallet({ chains: ['sui:mainnet'] }),
      wallet({ chains: 'solana:mainnet' }),
      wallet({ features: null }),
      wallet({ features: { 'solana:signMessage': features['solana:signMessage'] } }),
      wallet({ features: { 'standard:connect': features['standard:connect'] } }),
      wallet({ features: { ...features, 'standard:connect': { connect: 'yes' } } }),
    ]
    for (const other of others) registerIn(window, other)
    window.dispatchEvent(new CustomEvent('wallet-standard:register-wallet', { detail: 'no callback' }))
    window.dispatchEvent(new Event('wallet-standard:register-wallet'))
    expect(seen).toEqual([])
  })

  test('refuses: an icon from another site, and an overlong name', () => {
    const { window, seen } = start()
    registerIn(window, wallet({ name: ` ${'x'.repeat(99)}`, icon: 'https://example.com/i.png' }))
    registerIn(window, wallet({ name: 7, icon: undefined }))
    expect(seen.at(-1)?.map(({ name, icon: shown }) => [name?.length, shown])).toEqual([
      [40, null],
      [undefined, null],
    ])
  })
})
