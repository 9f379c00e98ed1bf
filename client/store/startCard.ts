import { createGates } from '../storefront/createGates.ts'
import { addCodes } from './addCodes.ts'
import { createRemote, findProjectId } from './createRemote.ts'
import { chooseStanding } from './describeTerms.ts'
import type { FoundProduct } from './findProducts.ts'
import { createCard } from './renderCard.ts'
import { createStoreFetch } from './storeFetch.ts'
import { loadTexts } from './texts.ts'

export type StartCardParameters = FoundProduct & {
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

/** Start the card of a product. A product without gates shows none, and a server that is away leaves the page alone. */
export async function startCard({
  origin,
  store,
  hasPass,
  productId,
  variantId,
  place,
}: StartCardParameters): Promise<void> {
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
  let hasCard = false
  const card = createCard({ texts, gates, origin, hasPass, cancel: () => void load() })
  const show = () => {
    const state = gates.readState()
    if (state.gates.every((gate) => chooseStanding(gate) === 'hidden')) return
    if (!hasCard) place(card.element)
    hasCard = true
    card.render(state)
    if (state.codes.length > 0) void addCodes(state.codes)
  }
  gates.onChange(show)
  // A theme puts a product into the cart without another page: then the cart is there a moment later.
  document.addEventListener('submit', () => setTimeout(() => void addCodes(gates.readState().codes), 2000))
  await load()
}
