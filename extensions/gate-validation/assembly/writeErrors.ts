import {
  outputFinishArray,
  outputFinishObject,
  outputNewArray,
  outputNewObject,
  outputNewUtf8Str,
} from "../../proof-check/assembly/host"
import { Value, writeText } from "../../proof-check/assembly/value"
import { findSentences, KINDS, sentence, sentenceLength, writeSentence } from "./sentences"

/** Write an output without errors. */
export function writeNothing(): void {
  outputNewObject(1)
  writeText("operations")
  outputNewArray(0)
  outputFinishArray()
  outputFinishObject()
}

/** Write one error for each reason, in the buyer's language. */
export function writeErrors(input: Value, reasons: i32, isReadable: bool): void {
  findSentences(input, isReadable)
  outputNewObject(1)
  writeText("operations")
  outputNewArray(1)
  outputNewObject(1)
  writeText("validationAdd")
  outputNewObject(1)
  writeText("errors")
  outputNewArray(popcnt(reasons))
  for (let kind = 0; kind < i32(KINDS); kind++) {
    if (!(reasons & (1 << kind))) continue
    writeSentence(kind)
    outputNewObject(2)
    writeText("message")
    outputNewUtf8Str(sentence, sentenceLength)
    writeText("target")
    writeText("$.cart")
    outputFinishObject()
  }
  outputFinishArray()
  outputFinishObject()
  outputFinishObject()
  outputFinishArray()
  outputFinishObject()
}
