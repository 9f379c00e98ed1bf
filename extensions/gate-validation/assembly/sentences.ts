import { sentencesAt } from "../../proof-check/assembly/config"
import { skipBlanks, skipString, skipValue } from "../../proof-check/assembly/json"
import { propNamed, readText, Value } from "../../proof-check/assembly/value"
import { decodeText } from "./decodeText"
import { DEFAULT_LANGUAGE, findDefault } from "./defaults"

/*
 * The merchant's sentences, `m` of the config: {"de":["needs a token","too many","not ready"]}, by language as
 * Shopify names it in lower case, `pt-br` before `pt`. Where they have none, the built-in ones speak.
 */

const LANGUAGE_MAX = 16
/** Longer sentences are the built-in ones. */
const SENTENCE_MAX = 500
const NESTED = 2

const language = memory.data(LANGUAGE_MAX + 8, 8)
/** Where the sentence that was spelled last stands. */
export const sentence = memory.data(SENTENCE_MAX + 8, 8)
export let sentenceLength = 0

let own: usize = 0
let languageLength = 0
let baseLength = 0

/** Read the buyer's language; only a readable config has sentences of its own. */
export function readLanguage(input: Value, isReadable: bool): void {
  own = isReadable ? sentencesAt : 0
  const code = propNamed(propNamed(propNamed(input, "localization"), "language"), "isoCode")
  languageLength = max(readText(code, language, LANGUAGE_MAX), 0)
  baseLength = languageLength
  for (let i = 0; i < languageLength; i++) {
    const byte = load<u8>(language + i)
    if (byte - 65 < 26) store<u8>(language + i, byte + 32)
    if (byte == 0x5f) {
      store<u8>(language + i, 0x2d)
      if (baseLength == languageLength) baseLength = i
    }
  }
}

/** Spell the sentence of a kind: the merchant's in the buyer's language, else the built-in one, English at last. */
export function spellSentence(kind: i32): void {
  if (spellOwn(languageLength, kind) || spellOwn(baseLength, kind)) return
  if (spellDefault(kind)) return
  store<u16>(language, 0x6e65) // en
  baseLength = 2
  if (!spellOwn(2, kind)) spellText(findDefault(DEFAULT_LANGUAGE, kind))
}

function spellDefault(kind: i32): bool {
  if (baseLength != 2) return false
  const text = findDefault(load<u16>(language), kind)
  if (text.length) spellText(text)
  return text.length > 0
}

function spellText(text: string): void {
  sentenceLength = i32(String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, sentence))
}

// The config is JSON, so only the kinds of its values are looked at.
function spellOwn(length: i32, kind: i32): bool {
  if (!length || !own || load<u8>(own) != 0x7b) return false
  let at = skipBlanks(own + 1)
  let list: usize = 0
  while (load<u8>(at) != 0x7d) {
    const name = at + 1
    at = skipString(at)
    const isWanted = at - name == <usize>length + 1 && memory.compare(name, language, length) == 0
    at = skipBlanks(skipBlanks(at) + 1)
    if (isWanted) list = at
    at = skipBlanks(skipValue(at, NESTED))
    if (load<u8>(at) == 0x2c) at = skipBlanks(at + 1)
  }
  return list != 0 && spellItem(list, kind)
}

function spellItem(at: usize, kind: i32): bool {
  if (load<u8>(at) != 0x5b) return false
  at = skipBlanks(at + 1)
  for (; kind > 0 && load<u8>(at) != 0x5d; kind--) {
    at = skipBlanks(skipValue(at, NESTED + 1))
    if (load<u8>(at) == 0x2c) at = skipBlanks(at + 1)
  }
  if (load<u8>(at) != 0x22) return false
  sentenceLength = decodeText(at, sentence, SENTENCE_MAX)
  return sentenceLength > 0
}
