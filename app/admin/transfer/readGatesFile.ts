import type { GatesFile } from '../../core/gate/gatesFile.ts'

/** The server checks each gate by itself, so a file has at most as many as are sensible to review. */
const MOST_GATES = 500

/** A file whose gates can be previewed, or why it cannot. */
export type ReadFile =
  | { readonly kind: 'file'; readonly file: GatesFile }
  | { readonly kind: 'refused'; readonly sentence: string }

/** Read the head of a file of gates. The server checks each gate when it previews it. */
export function readGatesFile(text: string): ReadFile {
  const value = parseJson(text)
  if (value === undefined) return composeRefusal('This file is not JSON. Choose a file that “Export” wrote.')
  if (typeof value !== 'object' || value === null) return composeRefusal(NOT_OURS)
  const {
    palisade,
    v,
    shop,
    timeZone,
    currency,
    gates,
    unreadable: _,
    ...rest
  } = value as Record<string, unknown>
  if (palisade !== 'gates' || !Array.isArray(gates)) return composeRefusal(NOT_OURS)
  if (v !== 1) return composeRefusal('A newer version of Palisade wrote this file. Update Palisade first.')
  const [unknown] = Object.keys(rest)
  if (unknown !== undefined)
    return composeRefusal(`The file has an unknown field “${unknown.slice(0, 40)}”. Remove it.`)
  if (typeof shop !== 'string' || typeof timeZone !== 'string' || typeof currency !== 'string')
    return composeRefusal(
      'The file does not say its shop, time zone and currency. Choose a file that “Export” wrote.',
    )
  if (gates.length === 0) return composeRefusal('There are no gates in this file.')
  if (gates.length > MOST_GATES)
    return composeRefusal(
      `This file has ${gates.length} gates. Split it into files of at most ${MOST_GATES}.`,
    )
  return { kind: 'file', file: { palisade, v, shop, timeZone, currency, gates } as GatesFile }
}

const NOT_OURS = 'This is not a file of gates. Choose a file that “Export” wrote.'

function composeRefusal(sentence: string): ReadFile {
  return { kind: 'refused', sentence }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
