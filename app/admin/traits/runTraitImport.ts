import { createTraitCounter } from '../../core/trait/createTraitCounter.ts'
import { MAX_TRAIT_TOKENS } from '../../core/trait/limits.ts'
import { type MetadataIssue, type MetadataToken, readMetadata } from '../../core/trait/readMetadata.ts'
import type { Trait } from '../../core/trait/types.ts'
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

export type TraitImportParameters = {
  readonly chain: string
  readonly contract: string
  readonly file: File
  readonly signal: AbortSignal
  /** Receives the share that is done, 0 to 1. */
  readonly onProgress: (share: number) => void
}

/**
 * Read a metadata file in the browser, and send which ids have which traits. Nothing changes before the last step.
 * Answers the names of traits that were left out, as nearly every token has a value of its own.
 *
 * @throws {TraitImportRefusal} @throws {DOMException} if it was aborted
 */
export async function runTraitImport({
  chain,
  contract,
  file,
  signal,
  onProgress,
}: TraitImportParameters): Promise<readonly string[]> {
  if (file.size > MAX_METADATA_BYTES)
    throw new TraitImportRefusal('This file is larger than 150 MB. Export only IDs and attributes.')
  const bytes = await file.arrayBuffer()
  const checksum = formatHex(await crypto.subtle.digest('SHA-256', bytes))
  const tokens = readMetadata(new TextDecoder().decode(bytes))
  if (typeof tokens === 'string') throw new TraitImportRefusal(SENTENCES[tokens])
  const counted = await countTokens({ tokens, signal, onProgress })
  const { id } = await send<{ id: string }>({
    step: 'start',
    ...{ chain, contract, checksum, source: file.name.slice(0, MAX_SOURCE), tokens: counted.tokens },
  })
  const parts = splitTraits(counted.traits)
  for (const [place, traits] of parts.entries()) {
    signal.throwIfAborted()
    await send({ step: 'part', id, place, traits })
    onProgress(0.5 + (0.5 * (place + 1)) / parts.length)
  }
  await send({ step: 'finish', id, parts: parts.length })
  return counted.leftOut
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

async function send<Result>(body: unknown): Promise<Result> {
  const answer = await sendStep<Result>({ path: '/app/traits', body })
  if (answer.kind === 'done') return answer.result
  throw new TraitImportRefusal(
    answer.kind === 'refused'
      ? answer.message
      : 'The server could not be reached. Nothing has changed. Try again in a moment.',
  )
}

function formatHex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
