import { createHmac } from 'node:crypto'

export type ReferenceEntry = {
  gate: number
  revision: number
  cap: number
  profile: number
  isExclusive: boolean
  price: { kind: 'p' | 'q' | 'f' | 'r'; amount: bigint } | null
  isShippingFree: boolean
}

export type ReferenceProof = {
  carrier: string
  epoch: string
  until: string
  buyer: string
  entries: ReferenceEntry[]
  unsigned: string
  mac: string
}

/** Parse a proof by docs/spec/proof.md#2-grammar; null for any other text. */
export function parseReferenceProof(text: string): ReferenceProof | null {
  if (/[^!-~]/.test(text)) return null
  const fields = text.split('~')
  const [version, carrier = '', epoch = '', until = '', buyer = '', grant = '', list = '', mac = ''] = fields
  const most = carrier === 'l' ? 4 : 16
  if (fields.length !== 8 || version !== 'p1' || !/^[clm]$/.test(carrier)) return null
  if (text.length > (carrier === 'l' ? 160 : 1000)) return null
  if (!/^[0-9a-f]{8}$/.test(epoch) || !/^[0-9a-f]{16}$/.test(grant) || !/^[0-9a-f]{32}$/.test(mac))
    return null
  if (!/^[0-9]{10}$/.test(until) || Number(until.slice(8)) > 11) return null
  if (!/^(0|[1-9][0-9]{0,19})$/.test(buyer)) return null
  const entries = list.split('!').map(parseEntry)
  if (entries.length > most) return null
  const known = entries.filter((entry) => entry !== null)
  if (known.length < entries.length) return null
  if (known.some((entry, i) => i > 0 && entry.gate <= (known[i - 1]?.gate ?? 0))) return null
  return { carrier, epoch, until, buyer, entries: known, unsigned: text.slice(0, -33), mac }
}

/** Whether a proof has the MAC of a key (64 hex). */
export function hasReferenceMac({
  unsigned,
  mac,
  key,
}: {
  unsigned: string
  mac: string
  key: string
}): boolean {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(unsigned).digest('hex').slice(0, 32) === mac
}

function parseEntry(text: string): ReferenceEntry | null {
  const match = /^([1-9a-z][0-9a-z]{0,5}):([1-9][0-9]{0,8}):(0|[1-9][0-9]{0,3}):([0-7]):([^:]+)$/.exec(text)
  if (!match) return null
  const [, gate = '', revision, cap, profile, reaction = ''] = match
  const pieces = reaction
    .split('+')
    .map((piece) => /^(?:x|s|([pq])([1-9][0-9]{0,4})|([fr])([1-9][0-9]{0,11}))$/.exec(piece))
  const ranks = pieces.map((piece) => (piece ? 'xps'.indexOf(rankOf(piece[0])) : -1))
  if (ranks.some((rank, i) => rank < 0 || rank <= (ranks[i - 1] ?? -1))) return null
  const priced = pieces.find((piece) => piece?.[1] ?? piece?.[3])
  if (priced?.[2] !== undefined && Number(priced[2]) > 10_000) return null
  const kind = (priced?.[1] ?? priced?.[3]) as 'p' | 'q' | 'f' | 'r' | undefined
  return {
    gate: Number.parseInt(gate, 36),
    revision: Number(revision),
    cap: Number(cap),
    profile: Number(profile),
    isExclusive: pieces[0]?.[0] === 'x',
    price: kind ? { kind, amount: BigInt(priced?.[2] ?? priced?.[4] ?? '0') } : null,
    isShippingFree: pieces.at(-1)?.[0] === 's',
  }
}

function rankOf(piece: string): string {
  return /^[pqfr]/.test(piece) ? 'p' : piece
}
