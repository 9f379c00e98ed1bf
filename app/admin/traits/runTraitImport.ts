import { createTraitCounter } from '../../core/trait/createTraitCounter.ts'
import { MAX_NAMES, MAX_TRAIT_TOKENS, METADATA_PAGE } from '../../core/trait/limits.ts'
import { type MetadataIssue, type MetadataToken, readMetadata } from '../../core/trait/readMetadata.ts'
import type { MetadataPage, NamedToken, Trait } from '../../core/trait/types.ts'
import { sendStep } from '../lists/sendStep.ts'

/** Larger files are not read: a browser would run out of memory. */
export const MAX_METADATA_BYTES = 150_000_000
/** Less than the server accepts. */
const MAX_PART_BYTES = 200_000
const TOKENS_AT_ONCE = 5_000
const MAX_SOURCE = 200

/** Why an import failed, as a sentence for people. */
export class TraitImportRefusal extends Error {}

const SENTENCES: { readonly [Issue in MetadataIssue | 'metadata-no-traits' | 'metadata-too-far']: string } = {
  'metadata-unreadable':
    'This file cannot be read. Choose a JSON file with the metadata of all tokens, or a CSV file with a column for the ID.',
  'metadata-no-tokens': 'This file names no tokens. Choose the file with the metadata of all tokens.',
  'metadata-no-ids':
    'A token in this file has no ID. Each token needs an ID, as “tokenId”, “id” or “edition”, or as a column of that name.',
  'metadata-too-many': `This file has more than ${MAX_TRAIT_TOKENS.toLocaleString('en')} tokens, which is the maximum.`,
  'metadata-no-traits': 'The tokens in this file have no traits. Choose a file with their “attributes”.',
  'metadata-too-far': 'The IDs in this file are too far apart to be counted.',
}

/** A file, or addresses that end in an id (or have `{id}` in them), with the first and the last id. */
export type TraitSource =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'address'; readonly address: string; readonly first: bigint; readonly last: bigint }

export type TraitImportParameters = {
  readonly chain: string
  readonly contract: string
  readonly from: TraitSource
  readonly signal: AbortSignal
  /** Receives the share that is done, 0 to 1. */
  readonly onProgress: (share: number) => void
}

/**
 * Read the metadata, and send which ids have which traits. Nothing changes before the last step.
 * Answers the names of traits that were left out, as nearly every token has a value of its own.
 *
 * @throws {TraitImportRefusal} @throws {DOMException} if it was aborted
 */
export async function runTraitImport({
  chain,
  contract,
  from,
  signal,
  onProgress,
}: TraitImportParameters): Promise<readonly string[]> {
  const { tokens, checksum, source } =
    from.kind === 'file' ? await readFile(from.file) : await readAddresses({ ...from, signal, onProgress })
  const counted = await countTokens({ tokens, signal, onProgress })
  const { id } = await send<{ id: string }>({
    step: 'start',
    ...{ chain, contract, checksum, source: source.slice(0, MAX_SOURCE), tokens: counted.tokens },
  })
  const parts = splitTraits(counted.traits)
  const names = splitNames(tokens)
  const steps = [
    ...parts.map((traits, place) => ({ step: 'part', id, place, traits })),
    ...names.map((some) => ({ step: 'names', id, names: some })),
  ]
  for (const [at, step] of steps.entries()) {
    signal.throwIfAborted()
    await send(step)
    onProgress(0.5 + (0.5 * (at + 1)) / steps.length)
  }
  await send({ step: 'finish', id, parts: parts.length })
  return counted.leftOut
}

type Known = {
  readonly tokens: readonly MetadataToken[]
  /** SHA-256 in hex of what was read. */
  readonly checksum: string
  readonly source: string
}

async function readFile(file: File): Promise<Known> {
  if (file.size > MAX_METADATA_BYTES)
    throw new TraitImportRefusal('This file is larger than 150 MB. Export only IDs and attributes.')
  const bytes = await file.arrayBuffer()
  const tokens = readMetadata(new TextDecoder().decode(bytes))
  if (typeof tokens === 'string') throw new TraitImportRefusal(SENTENCES[tokens])
  return { tokens, checksum: await hashBytes(bytes), source: file.name }
}

/** How often ids are asked for whose metadata did not come. */
const TRIES = 3

/** Let the server read the metadata of each id, a hundred in each request. */
async function readAddresses({
  address,
  first,
  last,
  signal,
  onProgress,
}: Extract<TraitSource, { kind: 'address' }> &
  Pick<TraitImportParameters, 'signal' | 'onProgress'>): Promise<Known> {
  const count = Number(last - first) + 1
  if (count > MAX_TRAIT_TOKENS) throw new TraitImportRefusal(SENTENCES['metadata-too-many'])
  const tokens: MetadataToken[] = []
  let left = Array.from({ length: count }, (_, i) => String(first + BigInt(i)))
  for (let turn = 0; turn < TRIES && left.length > 0; turn++) {
    const unread: string[] = []
    for (let at = 0; at < left.length; at += METADATA_PAGE) {
      signal.throwIfAborted()
      const ids = left.slice(at, at + METADATA_PAGE)
      const page = await send<MetadataPage>({ step: 'read', address, ids })
      tokens.push(...page.tokens.map(({ id, ...rest }) => ({ ...rest, id: BigInt(id) })))
      unread.push(...page.unread)
      if (turn === 0) onProgress((0.5 * at) / left.length)
    }
    left = unread
  }
  if (left.length > 0)
    throw new TraitImportRefusal(
      `The metadata of ${left.length} tokens did not come, such as that of ${left[0]}. Nothing has changed. Try again later.`,
    )
  if (tokens.length === 0)
    throw new TraitImportRefusal('There is no metadata at this address. Check it, and the IDs.')
  const lines = tokens.map(({ id, name, traits }) => JSON.stringify([String(id), name, traits])).sort()
  const checksum = await hashBytes(new TextEncoder().encode(lines.join('\n')).buffer as ArrayBuffer)
  return { tokens, checksum, source: address }
}

async function countTokens({
  tokens,
  signal,
  onProgress,
}: { readonly tokens: readonly MetadataToken[] } & Pick<TraitImportParameters, 'signal' | 'onProgress'>) {
  const counter = createTraitCounter()
  for (let at = 0; at < tokens.length; at += TOKENS_AT_ONCE) {
    for (const token of tokens.slice(at, at + TOKENS_AT_ONCE)) counter.add(token)
    onProgress((0.5 * at) / tokens.length)
    // Lets the page draw, and somebody cancel.
    await new Promise((resolve) => setTimeout(resolve))
    signal.throwIfAborted()
  }
  const counted = counter.finish()
  if (!counted) throw new TraitImportRefusal(SENTENCES['metadata-too-far'])
  if (counted.traits.length === 0) throw new TraitImportRefusal(SENTENCES['metadata-no-traits'])
  return counted
}

/** Split traits into parts that each fit one request. A trait with many values is in several. */
export function splitTraits(traits: readonly Trait[]): Trait[][] {
  const parts: Trait[][] = [[]]
  let bytes = 0
  for (const { trait, values } of traits) {
    for (const value of values) {
      const size = JSON.stringify(value).length * 2 + trait.length + 30
      if (bytes + size > MAX_PART_BYTES) {
        parts.push([])
        bytes = 0
      }
      bytes += size
      const part = parts.at(-1)
      const last = part?.at(-1)
      if (last?.trait === trait) part?.splice(-1, 1, { trait, values: [...last.values, value] })
      else part?.push({ trait, values: [value] })
    }
  }
  return parts
}

/** The names of tokens, as many together as one request may send. */
function splitNames(tokens: readonly MetadataToken[]): NamedToken[][] {
  const named = tokens.flatMap(({ id, name }) => (name === null ? [] : [{ id: String(id), name }]))
  return Array.from({ length: Math.ceil(named.length / MAX_NAMES) }, (_, i) =>
    named.slice(i * MAX_NAMES, (i + 1) * MAX_NAMES),
  )
}

async function send<Result>(body: unknown): Promise<Result> {
  const answer = await sendStep<Result>({ path: '/app/traits', body })
  if (answer.kind === 'done') return answer.result
  throw new TraitImportRefusal(
    answer.kind === 'refused'
      ? answer.message
      : 'The server could not be reached. Nothing has changed. Try again in a moment.',
  )
}

async function hashBytes(given: ArrayBuffer): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', given))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
