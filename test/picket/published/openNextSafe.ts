import { concatHex, encodeFunctionData, numberToHex, parseAbi } from 'viem'
import { composeSafeSetup, createSafeSign, type Open } from './openers.ts'
import { contractOf } from './openStage.ts'

const HEAD_BYTES = 39

/**
 * A Safe at the next address that Safe's factory makes by CREATE, which names no owner: it may be anybody's next one. No
 * preset allows that function, so code inside the creation of another wallet calls it.
 */
export const openNextSafe: Open = async (stage, owner) => {
  const abi = parseAbi([
    'function createProxy(address singleton, bytes data) returns (address)',
    'function deploy(bytes code, uint256 salt) returns (address)',
  ])
  const safeFactory = contractOf('safe130', 'SafeProxyFactory')
  const args = [contractOf('safe130', 'Safe '), composeSafeSetup('safe130', owner)] as const
  const call = encodeFunctionData({ abi, functionName: 'createProxy', args })
  const address = await stage.predict(safeFactory, call)
  const size = numberToHex(call.length / 2 - 1, { size: 2 })
  const offset = numberToHex(HEAD_BYTES, { size: 2 })
  // A constructor: copy the call behind it, send it to Safe's factory, and leave a contract without code.
  const copying = concatHex(['0x61', size, '0x61', offset, '0x3d39'])
  const calling = concatHex(['0x3d3d61', size, '0x3d3d73', safeFactory, '0x5af100'])
  const code = concatHex([copying, calling, call])
  const creation = encodeFunctionData({ abi, functionName: 'deploy', args: [code, 0n] })
  return { factory: contractOf('ambire', 'AmbireFactory'), creation, address, sign: createSafeSign(address) }
}
