import {
  outputFinishArray,
  outputFinishObject,
  outputNewArray,
  outputNewObject,
  outputNewUtf8Str,
} from "../../proof-check/assembly/host"
import { Value, writeText } from "../../proof-check/assembly/value"
import { refusalCount } from "./refusals"
import { findLanguage, sentence, sentenceLength, writeSentence } from "./sentences"

/** Write an output without errors. */
export function writeNothing(): void {
  outputNewObject(1)
  writeText("operations")
  outputNewArray(0)
  outputFinishArray()
  outputFinishObject()
}

/** Write one error for each refusal, in the buyer's language. */
export function writeErrors(input: Value): void {
  findLanguage(input)
  outputNewObject(1)
  writeText("operations")
  outputNewArray(1)
  outputNewObject(1)
  writeText("validationAdd")
  outputNewObject(1)
  writeText("errors")
  outputNewArray(refusalCount)
  for (let i = 0; i < refusalCount; i++) {
    writeSentence(i)
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
