import { inputReadUtf8Str, outputNewUtf8Str } from "../../proof-check/assembly/host"
import { countBytesWithin, Value } from "../../proof-check/assembly/value"

/** Longer ids are not written. */
export const ID_MAX = 255

const text = memory.data(256, 8)

/** Write an id whose length was checked. */
export function writeId(id: Value): void {
  const length = countBytesWithin(id)
  inputReadUtf8Str(i32(id), text, length)
  outputNewUtf8Str(text, length)
}
