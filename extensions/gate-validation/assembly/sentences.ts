import { readNamedProp, readText, Value } from "../../proof-check/assembly/value"
import { reasonAt, titleAt, titleLengthAt } from "./refusals"
import { ENGLISH, languages, LANGUAGE_COUNT, offsets, TEXT_COUNT, texts } from "./words"

/* The sentences of a refusal in the buyer's language: the product's title, and a text of `words.json` after it. */

const LANGUAGE_MAX = 16
const code = memory.data(LANGUAGE_MAX + 8, 8)
/** The text in place of a title that is not known; it follows those of the reasons. */
const ANY_PRODUCT = TEXT_COUNT - 1
/** The sentence that was written last. */
export const sentence = memory.data(2048, 8)
export let sentenceLength = 0

let language = ENGLISH

/** Find the buyer's language; English if there is no text in it. `PT_BR` is read as `PT`. */
export function findLanguage(input: Value): void {
  const value = readNamedProp(readNamedProp(readNamedProp(input, "localization"), "language"), "isoCode")
  const length = readText(value, code, LANGUAGE_MAX)
  if (length < 2 || (length > 2 && load<u8>(code, 2) != 0x5f)) return
  const letters = load<u16>(code) | 0x2020
  for (let i = 0; i < LANGUAGE_COUNT; i++) if (load<u16>(languages + (<usize>i << 1)) == letters) language = i
}

/** Write the sentence of a refusal. */
export function writeSentence(index: i32): void {
  sentenceLength = titleLengthAt(index)
  if (sentenceLength) memory.copy(sentence, titleAt(index), sentenceLength)
  else addText(ANY_PRODUCT)
  addText(reasonAt(index))
}

function addText(kind: i32): void {
  const at = offsets + (<usize>(language * TEXT_COUNT + kind) << 1)
  const start = <usize>load<u16>(at)
  const length = <usize>load<u16>(at, 2) - start
  memory.copy(sentence + sentenceLength, texts + start, length)
  sentenceLength += i32(length)
}
