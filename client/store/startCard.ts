import { createGates } from '../storefront/createGates.ts'
import { addCodes, listenToCart, listenToRefusals, type Rival, writeKeptRival } from './addCodes.ts'
import { createRemote, findProjectId } from './createRemote.ts'
import { chooseStanding } from './describeTerms.ts'
import type { FoundProduct } from './findProducts.ts'
import { listKeptCodes, listOldCodes, writeKeptCodes } from './keptCodes.ts'
import { createCard } from './renderCard.ts'
import { createStoreFetch } from './storeFetch.ts'
import { loadTexts } from './texts.ts'

export type StartCardParameters = Omit<FoundProduct, 'key'> & {
  /** Origin of Palisade's server. */
  readonly origin: string
  /** The store's hash. */
  readonly store: string
  /** Whether the page was opened by the link of a one-time pass. */
  readonly hasPass: boolean
}

/** The visit is stored under it. The server asks for no key. */
export function composeShopKey(store: string): string {
  const digits = [...store].map((letter) => letter.charCodeAt(0).toString(16)).join('')
  return `pk_${digits.padEnd(32, '0').slice(0, 32)}`
}

/**
 * Start the card of a product; answers what puts it where it belongs, should the theme have taken it out. A product without
 * gates shows none, and a server that is away leaves the page alone.
 */
export function startCard(parameters: StartCardParameters): (place: FoundProduct['place']) => void {
  let element: HTMLElement | null = null
  let { place } = parameters
  const putIn = (card: HTMLElement) => {
    element = card
    if (!card.isConnected) place(card)
  }
  void runCard(parameters, putIn)
  return (newPlace) => {
    place = newPlace
    if (element) putIn(element)
  }
}

async function runCard(
  { origin, store, hasPass, productId, variantId }: StartCardParameters,
  putIn: (card: HTMLElement) => void,
): Promise<void> {
  const texts = await loadTexts(origin).catch(() => null)
  if (!texts) return
  const projectId = findProjectId()
  const gates: ReturnType<typeof createGates> = createGates(
    {
      url: `${origin}/bigcommerce/${store}/api/v1`,
      apiKey: composeShopKey(store),
      fetch: createStoreFetch(),
    },
    {
      remote: projectId
        ? [createRemote({ projectId, origin, texts, readState: () => gates.readState() })]
        : [],
    },
  )
  const load = () => gates.load([{ productId, variantId }]).catch(() => undefined)
  // A cart without the product keeps the code of what it has, and one with both products gets the codes of both.
  const put = (replaces: boolean) =>
    addCodes(
      (productIds) => {
        const own = productIds.includes(productId) ? gates.readState().codes : []
        return own.length > 0 ? [...new Set([...listKeptCodes(store, productIds), ...own])] : []
      },
      { replaces, listOld: () => listOldCodes(store) },
    )
  let hasCard = false
  let rival: Rival | null = null
  const add = async ({ replaces = false } = {}) => {
    const found = gates.readState().codes.length > 0 ? await put(replaces) : null
    const isSame = rival?.code === found?.rival?.code && rival?.isKept === found?.rival?.isKept
    rival = found?.rival ?? null
    if (!isSame) card.render(gates.readState())
  }
  const card = createCard({
    ...{ texts, gates, origin, hasPass, cancel: () => void load() },
    readRival: () => rival,
    useOffer: () => void add({ replaces: true }),
    keepRival: () => {
      if (rival) writeKeptRival(rival)
      void add()
    },
  })
  const show = () => {
    const state = gates.readState()
    if (state.gates.every((gate) => chooseStanding(gate) === 'hidden')) return
    if (!hasCard) putIn(card.element)
    hasCard = true
    card.render(state)
    const { codes, endsAt } = state
    // While something is asked, the codes are not known.
    if (codes.length > 0 ? endsAt !== null : state.step === 'idle' && state.error === null)
      writeKeptCodes(store, { productId, codes, endsAt: endsAt ?? 0 })
    if (codes.length > 0) void add()
  }
  gates.onChange(show)
  const asked = new Set<string>()
  listenToRefusals((code) => {
    // An order in another tab may have used it: then this visit gets another one.
    if (!gates.readState().codes.includes(code) || asked.has(code)) return
    asked.add(code)
    void load()
  })
  listenToCart(() => void add())
  await load()
}
