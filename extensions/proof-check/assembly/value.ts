import {
  inputGetAtIndex,
  inputGetInternedObjProp,
  inputGetObjProp,
  inputReadUtf8Str,
  internUtf8Str,
  outputNewUtf8Str,
} from "./host"

/*
 * A value of the input is a NaN-box: 14 bits 01111111111111, 4 bits tag, 14 bits length, 32 bits pointer. Everything
 * else is a number. A value of the wrong type counts as absent, because a Function must not trap.
 */

export type Value = i64

const BOX_NULL: i64 = 0x1fff0
const BOX_BOOL: i64 = 0x1fff1
const BOX_STRING: i64 = 0x1fff3
const BOX_OBJECT: i64 = 0x1fff4
const BOX_ARRAY: i64 = 0x1fff5

/** The upper half of an empty string. */
const TEXT_EMPTY: i32 = i32(BOX_STRING << 14)

/** An absent value. */
const ABSENT: Value = BOX_NULL << 46

const KEY_MAX = 64
const key = memory.data(72, 8)

@inline
export function isObject(value: Value): bool {
  return value >>> 46 == BOX_OBJECT
}

export function isArray(value: Value): bool {
  return value >>> 46 == BOX_ARRAY
}

export function isNull(value: Value): bool {
  return value >>> 46 == BOX_NULL
}

/** Answer 1 for true, 0 for false, -1 for anything else. */
export function readBool(value: Value): i32 {
  return value >>> 46 == BOX_BOOL ? i32(value) & 1 : -1
}

/** Count the items of an array, at most `max`; 0 for anything else. */
export function countItems(value: Value, max: i32): i32 {
  if (value >>> 46 != BOX_ARRAY) return 0
  return min(i32(value >>> 32) & 0x3fff, max)
}

/** Take one item of an array. */
@inline
export function itemAt(array: Value, index: i32): Value {
  return inputGetAtIndex(array, index)
}

/** Intern an ASCII key, which makes repeated reads cheap. */
export function intern(name: string): i32 {
  return internUtf8Str(key, encodeKey(name))
}

/**
 * Read a property by its interned key. If `scope` is no object, the host answers an error, which also counts as absent.
 */
@inline
export function readProp(scope: Value, id: i32): Value {
  return inputGetInternedObjProp(scope, id)
}

/** Read a property whose key is used only once. */
export function readNamedProp(scope: Value, name: string): Value {
  return isObject(scope) ? inputGetObjProp(scope, key, encodeKey(name)) : ABSENT
}

/** Answer the byte length of a string (16,383 means that many or more); -1 if it is none. */
@inline
export function countBytes(value: Value): i32 {
  return value >>> 46 == BOX_STRING ? i32(value >>> 32) & 0x3fff : -1
}

/** The same for callers that check the range: below 0 or above 16,383 if the value is no string. */
@inline
export function countBytesWithin(value: Value): i32 {
  return i32(value >>> 32) - TEXT_EMPTY
}

/** Copy a string of at most `max` bytes; answers its length, -1 if it is no string or longer. */
export function readText(value: Value, out: usize, max: i32): i32 {
  const length = countBytes(value)
  if (length > max) return -1
  if (length > 0) inputReadUtf8Str(i32(value), out, length)
  return length
}

/** Say whether a value is exactly this ASCII text of at most 64 bytes. */
export function isText(value: Value, expected: string): bool {
  const length = countBytes(value)
  if (length != expected.length || length > KEY_MAX) return false
  if (length > 0) inputReadUtf8Str(i32(value), key, length)
  for (let i = 0; i < length; i++) if (load<u8>(key + i) != expected.charCodeAt(i)) return false
  return true
}

/** Read a whole number from 1 to 2^31 - 1; 0 for anything else. */
export function readPositive(value: Value): i32 {
  const number = reinterpret<f64>(value)
  // A NaN-box is not a number, so the comparison is false. A number out of range would trap in the conversion.
  if (!(number >= 1 && number <= <f64>i32.MAX_VALUE)) return 0
  const whole = i32(number)
  return <f64>whole == number ? whole : 0
}

/** Write an ASCII string. */
export function writeText(text: string): void {
  outputNewUtf8Str(key, encodeKey(text))
}

function encodeKey(text: string): i32 {
  const length = min(text.length, KEY_MAX)
  const source = changetype<usize>(text)
  // Four UTF-16 units become four bytes; the length cuts off bytes that were read beyond the end.
  for (let at: usize = 0; at < <usize>length; at += 4) {
    let units = load<u64>(source + (at << 1))
    units = (units | (units >> 8)) & 0x0000ffff0000ffff
    store<u32>(key + at, <u32>(units | (units >> 16)))
  }
  return length
}
