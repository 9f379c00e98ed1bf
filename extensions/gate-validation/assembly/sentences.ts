import { sentencesAt } from "../../proof-check/assembly/config"
import { skipBlanks, skipString, skipValue } from "../../proof-check/assembly/json"
import { readNamedProp, readText, Value } from "../../proof-check/assembly/value"
import { decodeText } from "../../proof-check/assembly/decodeText"
import { DEFAULT_LANGUAGE, findDefault } from "./defaults"

/*
 * The merchant's sentences, `m` of the config: {"de":["needs a token","too many","not ready","other gate"]}. Languages are Shopify's
 * codes in lower case; `pt-br` comes before `pt`. A missing sentence is replaced by the built-in one.
 */

const LANGUAGE_MAX = 16
/** A longer sentence is replaced by the built-in one. */
const SENTENCE_MAX = 500
const NESTED = 2

/** Indexes of the merchant's lists: the buyer's language, its base, English. */
const EXACT: usize = 0
const BASE: usize = 1
const ENGLISH: usize = 2
export const KINDS: usize = 4
const OWN_SIZE: usize = 16

const own = memory.data(48, 8)
const items = memory.data(16, 8)
const english = memory.data<u16>([DEFAULT_LANGUAGE])
const language = memory.data(LANGUAGE_MAX + 8, 8)
/** The sentence that was spelled last. */
export const sentence = memory.data(SENTENCE_MAX + 8, 8)
export let sentenceLength = 0

let languageLength = 0
let baseLength = 0

/** Find the sentences in the buyer's language; a config has sentences only if it is readable. */
export function findSentences(input: Value, isReadable: bool): void {
  const code = readNamedProp(readNamedProp(readNamedProp(input, "localization"), "language"), "isoCode")
  languageLength = max(readText(code, language, LANGUAGE_MAX), 0)
  baseLength = languageLength
  for (let i = 0; i < languageLength; i++) {
    const byte = load<u8>(language + i)
    if (byte - 65 < 26) store<u8>(language + i, byte + 32)
    if (byte == 0x5f) store<u8>(language + i, 0x2d)
    if ((byte == 0x5f || byte == 0x2d) && baseLength == languageLength) baseLength = i
  }
  if (isReadable && sentencesAt && load<u8>(sentencesAt) == 0x7b) readOwn(skipBlanks(sentencesAt + 1))
}

/**
 * Spell the sentence of a kind. Order: the merchant's in the buyer's language, the built-in one, the merchant's in
 * English, the built-in English one.
 */
export function writeSentence(kind: i32): void {
  if (writeOwn(EXACT, kind) || writeOwn(BASE, kind)) return
  if (writeDefault(kind) || writeOwn(ENGLISH, kind)) return
  writeSentenceText(findDefault(DEFAULT_LANGUAGE, kind))
}

// The config is valid JSON, so only the type of each value is checked, and only once: stepping over long texts is slow.
function readOwn(at: usize): void {
  while (load<u8>(at) != 0x7d) {
    const name = at + 1
    at = skipString(at)
    const length = i32(at - name) - 1
    const isExact = isName(name, length, language, languageLength)
    const isBase = isName(name, length, language, baseLength)
    const isEnglish = isName(name, length, english, 2)
    at = skipBlanks(skipBlanks(at) + 1)
    if (isExact || isBase || isEnglish) {
      const end = readItems(at)
      if (isExact) memory.copy(own + EXACT * OWN_SIZE, items, OWN_SIZE)
      if (isBase) memory.copy(own + BASE * OWN_SIZE, items, OWN_SIZE)
      if (isEnglish) memory.copy(own + ENGLISH * OWN_SIZE, items, OWN_SIZE)
      at = end
    } else at = skipValue(at, NESTED)
    at = skipItemEnd(at)
  }
}

function isName(name: usize, length: i32, wanted: usize, wantedLength: i32): bool {
  return length == wantedLength && length > 0 && memory.compare(name, wanted, length) == 0
}

// Records where the sentences of a list start, and steps over the list. A value that is no list has none.
function readItems(at: usize): usize {
  memory.fill(items, 0, OWN_SIZE)
  if (load<u8>(at) != 0x5b) return skipValue(at, NESTED)
  at = skipBlanks(at + 1)
  for (let kind: usize = 0; load<u8>(at) != 0x5d; kind++) {
    if (kind < KINDS) store<u32>(items + (kind << 2), <u32>at)
    at = skipItemEnd(skipValue(at, NESTED + 1))
  }
  return at + 1
}

function skipItemEnd(at: usize): usize {
  at = skipBlanks(at)
  return load<u8>(at) == 0x2c ? skipBlanks(at + 1) : at
}

function writeOwn(list: usize, kind: i32): bool {
  const at = <usize>load<u32>(own + list * OWN_SIZE + (<usize>kind << 2))
  if (!at || load<u8>(at) != 0x22) return false
  sentenceLength = decodeText(at, sentence, SENTENCE_MAX)
  return sentenceLength > 0
}

function writeDefault(kind: i32): bool {
  if (baseLength != 2) return false
  const text = findDefault(load<u16>(language), kind)
  if (text.length) writeSentenceText(text)
  return text.length > 0
}

function writeSentenceText(text: string): void {
  sentenceLength = i32(String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, sentence))
}
