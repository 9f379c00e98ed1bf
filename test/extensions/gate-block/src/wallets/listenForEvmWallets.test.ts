import { describe, expect, test } from 'vitest'
import { listenForEvmWallets } from '../../../../../extensions/gate-block/src/wallets/listenForEvmWallets.ts'
import type { EvmWallet } from '../../../../../extensions/gate-block/src/wallets/types.ts'

const provider = { request: () => Promise.reject(new Error('must not be called')) }

function start(ethereum?: unknown) {
  const window = Object.assign(new EventTarget(), { ethereum })
  const seen: (readonly EvmWallet[])[] = []
  const waits: { run: () => void; milliseconds: number }[] = []
  const controller = new AbortController()
  let requests = 0
  window.addEventListener('eip6963:requestProvider', () => {
    requests += 1
  })
  const look = listenForEvmWallets({
    window,
    onChange: (wallets) => seen.push(wallets),
    wait: (run, milliseconds) => waits.push({ run, milliseconds }),
    signal: controller.signal,
  })
  const announce = (info: unknown, from: unknown = provider) =>
    window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: { info, provider: from } }))
  return { window, look, announce, seen, waits, abort: () => controller.abort(), requests: () => requests }
}
const info = (uuid: string, name = 'Lantern', icon: unknown = 'data:image/png;base64,AA') => ({
  uuid,
  name,
  icon,
})

describe('listenForEvmWallets', () => {
  test('default', () => {
    const { announce, seen, requests } = start()
    expect(requests()).toBe(1)
    announce(info('a'))
    announce(info('b', 'Harbour'))
    expect(seen.at(-1)).toEqual([
      { id: 'a', name: 'Lantern', icon: 'data:image/png;base64,AA', provider },
      { id: 'b', name: 'Harbour', icon: 'data:image/png;base64,AA', provider },
    ])
  })

  test('behavior: two equal announcements give one wallet', () => {
    const { announce, seen } = start()
    announce(info('a'))
    announce(info('a'))
    expect(seen).toHaveLength(1)
  })

  test('behavior: window.ethereum counts after 300 ms, until a wallet announces itself', () => {
    const { announce, seen, waits } = start(provider)
    expect(waits[0]?.milliseconds).toBe(300)
    waits[0]?.run()
    expect(seen.at(-1)).toEqual([{ id: 'legacy', name: null, icon: null, provider }])
    announce(info('a'))
    expect(seen.at(-1)?.map((wallet) => wallet.id)).toEqual(['a'])
  })

  test('behavior: an announced wallet replaces window.ethereum', () => {
    const { announce, seen, waits } = start(provider)
    announce(info('a'))
    waits[0]?.run()
    expect(seen.at(-1)?.map((wallet) => wallet.id)).toEqual(['a'])
  })

  test.each(['a second look', 'its own event', 'the list that opens'])(
    'behavior: window.ethereum that arrives late is found by %s',
    (way) => {
      const { window, look, seen, waits } = start()
      expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([300, 1000, 3000])
      waits[0]?.run()
      expect(seen).toEqual([])
      window.ethereum = provider
      if (way === 'a second look') waits[1]?.run()
      else if (way === 'its own event') window.dispatchEvent(new Event('ethereum#initialized'))
      else look()
      expect(seen).toEqual([[{ id: 'legacy', name: null, icon: null, provider }]])
      for (const { run } of waits) run()
      expect(seen).toHaveLength(1)
    },
  )

  test('behavior: a wallet that announces itself late, when asked again, comes before window.ethereum', () => {
    const { window, announce, seen, waits } = start(provider)
    window.addEventListener('eip6963:requestProvider', () => announce(info('a')))
    waits[0]?.run()
    expect(seen.map((wallets) => wallets.map(({ id }) => id))).toEqual([['a']])
  })

  test('behavior: listening stops when the block leaves the page', () => {
    const { announce, seen, waits, abort } = start(provider)
    abort()
    announce(info('a'))
    waits[0]?.run()
    expect(seen).toEqual([])
  })

  test('refuses: an announcement that is not a wallet, and icons from other sites', () => {
    const { announce, seen } = start()
    announce(undefined)
    announce({ uuid: 1, name: 'x' })
    announce(info('a'), {})
    expect(seen).toEqual([])
    announce(info('b', `  ${'n'.repeat(90)}`, 'https://evil.example/track.png'))
    expect(seen.at(-1)).toEqual([{ id: 'b', name: 'n'.repeat(40), icon: null, provider }])
  })
})
