import { type Address, concatHex, encodeFunctionData, type Hex, numberToHex, parseAbi } from 'viem'
import {
  ambireFactory,
  composeAmbireCreation,
  composeSafeCreation,
  composeSafeSetup,
  createSafeSign,
} from './openers.ts'
import type { Stage } from './openStage.ts'
import { safe130, safe141 } from './published.ts'
import type { Opened } from './types.ts'

const HEAD_BYTES = 39

/** A call of Safe's factory, and an allowed creation whose own code sends it. */
type Wrap = (stage: Stage, call: Hex) => Promise<{ readonly factory: Address; readonly creation: Hex }>

/** In the constructor of Ambire's account: copy the call behind it, send it, and leave a contract without code. */
export const wrapInConstructor: Wrap = async (_, call) => {
  const size = numberToHex(call.length / 2 - 1, { size: 2 })
  const offset = numberToHex(HEAD_BYTES, { size: 2 })
  const copying = concatHex(['0x61', size, '0x61', offset, '0x3d39'])
  const calling = concatHex(['0x3d3d61', size, '0x3d3d73', safe130.factory, '0x5af100'])
  return { factory: ambireFactory, creation: composeAmbireCreation(concatHex([copying, calling, call])) }
}

/** In the initializer of a Safe of another version, which may run anybody's code. Each factory counts its own creations. */
export const wrapInInitializer: Wrap = async (stage, call) => {
  const abi = parseAbi(['function relay(address to, bytes data)'])
  const to = await stage.deploy('Relay')
  const data = encodeFunctionData({ abi, args: [safe130.factory, call] })
  const setup = composeSafeSetup({ parts: safe141, owner: to, to, data })
  return { factory: safe141.factory, creation: composeSafeCreation(safe141, setup) }
}

/**
 * A Safe at the next address that Safe's factory makes by CREATE, which names no owner: it may be anybody's next one. No
 * preset allows that function, so code inside the creation of another wallet calls it.
 */
export async function openNextSafe(stage: Stage, owner: Address, wrap: Wrap): Promise<Opened> {
  const abi = parseAbi(['function createProxy(address singleton, bytes data) returns (address)'])
  const args = [safe130.singleton, composeSafeSetup({ parts: safe130, owner })] as const
  const call = encodeFunctionData({ abi, args })
  const { factory, creation } = await wrap(stage, call)
  const address = await stage.predict(safe130.factory, call)
  return { factory, creation, address, sign: createSafeSign(address) }
}
