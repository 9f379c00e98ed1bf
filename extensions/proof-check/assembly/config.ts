import { deriveKeyStates } from "./hmac"
import { isHex } from "./hex"
import { skipBlanks, skipString, skipValue } from "./json"
import { isEachListReadable, readEverywhere, readFloors, readStandings } from "./lists"
import { ENDED, LIFTED, NOT_BEGUN, PAUSED, USED_UP } from "./standings"
import { next, parseNumber } from "./scan"
import { readText, Value } from "./value"

/* The owner's `proof_config`: docs/spec/proof.md#51-reading. An unreadable config opens no gate. */

const CONFIG_MAX = 10000
const KEYS_MAX = 3
const KEY_SIZE: usize = 80 // epoch 8, address of its hex key 8, states 64

const text = memory.data(CONFIG_MAX + 16, 16)
const keys = memory.data(240, 16)

let keyCount = 0
/** The owner's combination profile; -1 if the config names none. */
export let profile: i32 = -1
/** Addresses of members that only one Function reads; 0 if absent. */
export let everywhereAt: usize = 0
export let namesAt: usize = 0

/** Read a config, and record what it says about gates that proofs name; false if it is unreadable. */
export function openConfig(value: Value): bool {
  const length = readText(value, text, CONFIG_MAX)
  if (length <= 0) return false
  store<u64>(text + length, 0)
  let version: usize = 0
  let owner: usize = 0
  let keyList: usize = 0
  let at = skipBlanks(text)
  if (load<u8>(at) != 0x7b) return false
  at = skipBlanks(at + 1)
  if (load<u8>(at) == 0x7d) return false
  while (true) {
    const name = at
    at = skipString(at)
    if (!at) return false
    const letter = at - name == 3 ? load<u8>(name + 1) : 0
    at = skipBlanks(at)
    if (load<u8>(at) != 0x3a) return false
    const member = skipBlanks(at + 1)
    if (letter == 0x76) version = member
    else if (letter == 0x70) owner = member
    else if (letter == 0x6b) keyList = member
    else if (letter == 0x61) everywhereAt = member
    else if (letter == 0x6e) namesAt = member
    if (letter == 0x78) at = readFloors(member)
    else if (letter == 0x61) at = readEverywhere(member)
    else {
      const list = listOf(letter)
      at = list ? readStandings(member, list) : skipValue(member, 1)
    }
    if (!at) return false
    at = skipBlanks(at)
    const byte = load<u8>(at++)
    if (byte == 0x7d) break
    if (byte != 0x2c) return false
    at = skipBlanks(at)
  }
  if (skipBlanks(at) != text + length) return false
  if (!isEachListReadable() || !version || !keyList || parseWholeNumber(version, 1) != 1) return false
  if (owner) {
    const number = parseWholeNumber(owner, 1)
    if (number < 0 || number > 7) return false
    profile = i32(number)
  }
  return readKeys(keyList)
}

// The list of standings that a member is, by its letter; 0 if it is another member.
function listOf(letter: u8): u32 {
  switch (letter) {
    case 0x6f: // o
      return LIFTED
    case 0x62: // b
      return NOT_BEGUN
    case 0x68: // h
      return PAUSED
    case 0x75: // u
      return USED_UP
    case 0x65: // e
      return ENDED
    default:
      return 0
  }
}

/** Find the key of an epoch (8 bytes), prepared for `isMac`; 0 if the config has none. */
export function findKey(epoch: usize): usize {
  for (let i = 0; i < keyCount; i++) {
    const slot = keys + <usize>i * KEY_SIZE
    if (load<u64>(slot) != load<u64>(epoch)) continue
    const secret = load<u32>(slot, 8)
    if (secret) deriveKeyStates(secret, slot + 16)
    store<u32>(slot, 0, 8)
    return slot + 16
  }
  return 0
}

function readKeys(at: usize): bool {
  if (load<u8>(at) != 0x5b) return false
  at = skipBlanks(at + 1)
  while (load<u8>(at) != 0x5d) {
    if (keyCount == KEYS_MAX || load<u8>(at) != 0x5b) return false
    const epoch = skipBlanks(at + 1)
    at = skipString(epoch)
    if (!at || at - epoch != 10 || !isHex(epoch + 1, 1)) return false
    at = skipBlanks(at)
    if (load<u8>(at) != 0x2c) return false
    const secret = skipBlanks(at + 1)
    at = skipString(secret)
    if (!at || at - secret != 66 || !isHex(secret + 1, 8)) return false
    at = skipBlanks(at)
    if (load<u8>(at) != 0x5d) return false
    const slot = keys + <usize>(keyCount++) * KEY_SIZE
    store<u64>(slot, load<u64>(epoch + 1))
    store<u32>(slot, <u32>(secret + 1), 8)
    at = skipItemEnd(at + 1)
    if (!at) return false
  }
  return true
}

/** Step over the comma after an item, or stop at the closing bracket. */
function skipItemEnd(at: usize): usize {
  at = skipBlanks(at)
  if (load<u8>(at) == 0x5d) return at
  if (load<u8>(at) != 0x2c) return 0
  return skipBlanks(at + 1)
}

function parseWholeNumber(at: usize, digits: i32): i64 {
  const number = parseNumber(at, digits)
  if (number < 0) return -1
  const byte = load<u8>(next)
  return byte == 0x2c || byte == 0x5d || byte == 0x7d || skipBlanks(next) > next ? number : -1
}
