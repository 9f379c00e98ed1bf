import type { NonceAsk } from '../../extensions/gate-block/src/api/requestNonce.ts'
import type { CheckAnswer, CheckRequest } from '../../extensions/gate-block/src/api/types.ts'
import { createNonces } from '../../extensions/gate-block/src/createNonces.ts'
import { loginWithWallet } from '../../extensions/gate-block/src/loginWithWallet.ts'
import type { GateConfig } from '../../extensions/gate-block/src/readConfig.ts'
import { readClock } from '../../extensions/gate-block/src/session/readClock.ts'
import { removeKey } from '../../extensions/gate-block/src/session/visitKey.ts'
import { writeKeyedVisit } from '../../extensions/gate-block/src/session/writeKeyedVisit.ts'
import { findVisit, removeVisit } from '../../extensions/gate-block/src/session/writeVisit.ts'
import { formatShortAddress } from '../../extensions/gate-block/src/show/formatShortAddress.ts'
import type { Wallet } from '../../extensions/gate-block/src/wallets/types.ts'
import { PalisadeError } from '../server/PalisadeError.ts'
import { type CheckVisitParameters, checkVisit } from './checkVisit.ts'
import { createStore } from './createStore.ts'
import { describeWalletError } from './describeWalletError.ts'
import { parsePageLines, wrongInput } from './parseId.ts'
import { type GatesOptions, readGatesOptions } from './readOptions.ts'
import { createRequests } from './requestVisit.ts'
import { startWallets } from './startWallets.ts'
import { type KnownGates, toGateStates } from './toGateState.ts'
import type { GatesState, GateToken, GateWallet, PageLine, RemoteWallet } from './types.ts'
import { writeProofs } from './writeProofs.ts'

/** The gates of a page. Calls reject with a `PalisadeError`, which is also `error` of the state. */
export type Gates = {
  readonly readState: () => GatesState
  /** Call back after each change; answers the function that stops it. */
  readonly onChange: (listener: () => void) => () => void
  /**
   * Show the gates of these products, find wallets, and renew an earlier login of this browser. Call it again with the
   * chosen variant, and after something was put into the cart.
   */
  readonly load: (lines: readonly PageLine[]) => Promise<GatesState>
  /**
   * Request the text to sign, when the shopper points at a wallet's button: so a phone still counts the tap when the
   * wallet is asked.
   */
  readonly prepare: () => void
  /** Log in with a wallet of the state: it connects and signs a text. `isLedger`: it signs a transaction that is never sent. */
  readonly login: (
    wallet: Pick<GateWallet, 'id'>,
    how?: { readonly isLedger?: boolean },
  ) => Promise<GatesState>
  /** Check again without a signature, and put the proofs into the cart. `vaults` count if they delegate to the wallet. */
  readonly renew: (how?: { readonly vaults?: readonly string[] }) => Promise<GatesState>
  /**
   * Read an entry of gated content, as JSON of Shopify's rich text: null unless its gate is open for the wallets that are
   * logged in. The state stays as it is.
   */
  readonly readContent: (entry: { readonly handle: string; readonly gate: number }) => Promise<string | null>
  /**
   * List the tokens that an open gate with a limit per token may use up for this visit; `use` is the key of the one to use
   * from then on. `locale` is the language of their texts (BCP 47), by default the browser's. Empty without a login, and
   * if the visit uses up none. The state stays as it is.
   */
  readonly chooseToken: (choice: {
    readonly gate: number
    readonly use?: string
    readonly locale?: string
  }) => Promise<readonly GateToken[]>
  /** Forget the login, and remove the proofs from the cart. */
  readonly disconnect: () => Promise<GatesState>
  /** Stop timers and listeners. `load` starts them again. */
  readonly close: () => void
}

/** Ten minutes before the end of a proof: enough time for a checkout. */
const SPARE_SECONDS = 600
/** A login that is idle for half an hour ends, and it is not idle while its page is looked at. */
const MOST_SECONDS = 1500

/**
 * Create the gates of a page. Nothing is asked before the first call, and on a server nothing at all but `load`.
 * `remote` are wallets that no browser announces.
 * @throws {PalisadeError} `ERR_CLIENT_INPUT`, with the option's name
 */
export function createGates(
  given: GatesOptions,
  { remote = [] }: { readonly remote?: readonly RemoteWallet[] } = {},
): Gates {
  const options = readGatesOptions(given)
  const requests = createRequests(options)
  const nonces = createNonces(() => requests.askNonce({}, new AbortController().signal))
  const store = createStore()
  let known: KnownGates = { products: {}, gates: [] }
  let lines: CheckVisitParameters['lines'] = []
  let answer: CheckAnswer | null = null
  let wallets: readonly Wallet[] = []
  let life: AbortController | null = null
  let task = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  /** When the next renewal is due, in unix seconds; null for none. */
  let dueAt: number | null = null

  const shop = options.apiKey
  const begin = (step: GatesState['step']) => {
    task.abort()
    task = new AbortController()
    clearTimeout(timer)
    dueAt = null
    store.set({ step, error: null })
    return task.signal
  }
  const show = () => {
    const productIds = [...new Set(lines.map(({ productId }) => productId))]
    store.set({ gates: toGateStates({ known, productIds, answer }) })
  }
  const fail = (error: unknown, signal: AbortSignal): never => {
    const reason = describeWalletError(error)
    if (!signal.aborted)
      store.set({ step: 'idle', error: reason instanceof Error ? reason : new Error(`${reason}`) })
    throw reason
  }
  const findGates = async (signal: AbortSignal, productIds: readonly number[]): Promise<KnownGates> => {
    const asked = productIds.filter((id) => !(id in known.products))
    for (let at = 0; at < asked.length; at += 50) {
      const more = await requests.listGates(asked.slice(at, at + 50), signal)
      const fresh = new Map([...known.gates, ...more.gates].map((gate) => [gate.number, gate]))
      known = { products: { ...known.products, ...more.products }, gates: [...fresh.values()] }
    }
    return known
  }
  const forget = () => {
    removeVisit(shop)
    answer = null
    store.set({
      ...{ address: null, proof: null, lineProofs: [], codes: [], endsAt: null },
      ...{ suggestedVaults: [], cart: 'none' },
    })
    show()
  }
  type How = Pick<CheckVisitParameters, 'session' | 'vaults' | 'unlock'> & { readonly address: string | null }
  const check = async (signal: AbortSignal, { address, ...how }: How): Promise<GatesState> => {
    store.set({ step: 'checking' })
    const { codes: oldCodes } = store.read()
    const found = await checkVisit({
      ...{ options, requests, lines, oldCodes, signal, ...how },
      findGates: (productIds) => findGates(signal, productIds),
      // All that is not on the page is asked for again.
      onGone: () => {
        const own = lines.map(({ productId }) => [productId, known.products[productId] ?? []])
        known = { ...known, products: Object.fromEntries(own) }
      },
    })
    signal.throwIfAborted()
    answer = found.answer
    await writeKeyedVisit({ shop, session: answer.session, address })
    const ends = answer.gates.flatMap((gate) => (gate.kind === 'open' ? [gate.endsAt] : []))
    const endsAt = ends[0] ? Math.min(...ends) : null
    store.set({
      ...{ step: 'idle', address: findVisit(shop)?.address ?? address, endsAt },
      ...{ proof: found.proof, lineProofs: answer.lineProofs, codes: found.codes },
      ...{ suggestedVaults: answer.suggestedVaults ?? [], cart: found.cart, error: found.cartError },
    })
    show()
    if (endsAt !== null) renewBefore(endsAt)
    return store.read()
  }
  const isHidden = () => typeof document !== 'undefined' && document.hidden
  const renewBefore = (endsAt: number) => {
    const seconds = Math.min(Math.max(endsAt - readClock() - SPARE_SECONDS, 60), MOST_SECONDS)
    dueAt = readClock() + seconds
    timer = setTimeout(() => isHidden() || void renew().catch(() => {}), seconds * 1000)
  }
  const renew: Gates['renew'] = async ({ vaults = [] } = {}) => {
    const visit = findVisit(shop)
    const signal = begin('checking')
    if (!visit) {
      forget()
      store.set({ step: 'idle' })
      return store.read()
    }
    try {
      return await check(signal, { address: visit.address, session: visit.session, vaults, unlock: null })
    } catch (error) {
      if (error instanceof PalisadeError && /^ERR_(?:SESSION|REQUEST)_/.test(error.code) && !signal.aborted)
        forget()
      return fail(error, signal)
    }
  }
  const open = () => {
    if (life || typeof window === 'undefined') return
    life = new AbortController()
    const { signal } = life
    const add = (found: readonly Wallet[]) => {
      wallets = [...found, ...remote]
      store.set({ wallets: wallets.map(toGateWallet) })
    }
    add([])
    startWallets({ signal, onChange: add })
    // Another tab has logged in or out.
    const follow = ({ key }: StorageEvent) => {
      if (key !== `palisade:visit:${options.apiKey}` || store.read().step !== 'idle') return
      void renew().catch(() => {})
    }
    window.addEventListener('storage', follow, { signal })
    // Timers stand still while a device sleeps, and nothing is renewed on a hidden page.
    const wake = () => {
      if (!isHidden() && dueAt !== null && dueAt <= readClock()) void renew().catch(() => {})
    }
    document.addEventListener('visibilitychange', wake, { signal })
  }
  return {
    readState: store.read,
    onChange: store.listen,
    load: async (pageLines) => {
      open()
      const signal = begin('checking')
      try {
        lines = parsePageLines(pageLines)
        await findGates(signal, [...new Set(lines.map(({ productId }) => productId))])
        show()
      } catch (error) {
        return fail(error, signal)
      }
      if (findVisit(shop)) return renew()
      if (!signal.aborted) store.set({ step: 'idle' })
      return store.read()
    },
    prepare: nonces.prepare,
    login: async (chosen, { isLedger = false } = {}) => {
      const wallet = wallets.find(({ id }) => id === chosen?.id)
      const signal = begin('connecting')
      try {
        if (!wallet) throw unknownWallet()
        let address = ''
        const askNonce = (ask: NonceAsk) => requests.askNonce(ask, signal)
        // Before a wallet is connected, so that one that can is asked once.
        const prepared = isLedger ? null : await nonces.take()
        signal.throwIfAborted()
        const login = await loginWithWallet({
          config: toConfig(store.read()),
          ...{ wallet, isLedger, isFirst: true, prepared, askNonce },
          onAccount: (account) => {
            signal.throwIfAborted()
            address = formatShortAddress(account)
            store.set({ step: 'signing' })
          },
        })
        signal.throwIfAborted()
        const session = findVisit(shop)?.session ?? null
        const unlock = (request: CheckRequest) => requests.unlock({ login, request, session, signal })
        return await check(signal, { address, session: '', vaults: [], unlock })
      } catch (error) {
        return fail(error, signal)
      }
    },
    renew,
    readContent: async (entry) => {
      const { handle, gate } = entry ?? {}
      if (!handle || !Number.isSafeInteger(gate))
        throw wrongInput('Pass "readContent" the handle of an entry and the number of its gate.')
      const visit = findVisit(shop)
      if (!visit) return null
      const request = { gates: [gate], lines: [], content: handle }
      const { signal } = new AbortController()
      const { content } = await requests.renew({ request, session: visit.session, vaults: [], signal })
      return content ?? null
    },
    chooseToken: async (choice) => {
      const { gate, use, locale } = choice ?? {}
      if (!Number.isSafeInteger(gate)) throw wrongInput('Pass "chooseToken" the number of a gate.')
      const visit = findVisit(shop)
      if (!visit) return []
      const request = {
        // Without gates nothing is renewed: a look must not keep a use for longer, nor change what the cart's proof names.
        gates: [],
        lines: [],
        tokens: { gate, use, locale: locale ?? navigator.language },
      }
      const { signal } = new AbortController()
      const { tokens } = await requests.renew({ request, session: visit.session, vaults: [], signal })
      return tokens ?? []
    },
    disconnect: async () => {
      const { codes: oldCodes } = store.read()
      const signal = begin('checking')
      forget()
      void removeKey()
      try {
        if (options.cart) await writeProofs({ cart: options.cart, proof: null, lineProofs: [], oldCodes })
      } catch (error) {
        return fail(error, signal)
      }
      if (!signal.aborted) store.set({ step: 'idle' })
      return store.read()
    },
    close: () => {
      task.abort()
      clearTimeout(timer)
      life?.abort()
      life = null
      wallets = []
      store.set({ step: 'idle', wallets: [] })
    },
  }
}

function toGateWallet({ id, name, icon, family = 'evm' }: Wallet): GateWallet {
  return { id, name, icon, family }
}

/** What the block's login reads of a page: the chains that its gates name. */
function toConfig({ gates }: GatesState): GateConfig {
  return { gates: gates.map(({ needs }) => ({ chains: needs.chains })) } as unknown as GateConfig
}

function unknownWallet(): PalisadeError {
  return wrongInput(
    'This wallet is not among the wallets of the state. Call "load" first, and pass one of "wallets".',
  )
}
