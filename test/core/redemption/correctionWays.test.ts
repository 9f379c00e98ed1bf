import { describe, expect, test } from 'vitest'
import { checkCorrection, listCorrectionWays } from '../../../app/core/redemption/correctionWays.ts'
import type { CorrectedUnit } from '../../../app/core/redemption/types.ts'
import { contract, ethereum, holder, makeGate } from '../../fakes/fakeContext.ts'

const wallet: CorrectedUnit = { kind: 'wallet', key: holder }
const token: CorrectedUnit = { kind: 'token', key: `${ethereum}:${contract}:4021` }
const foreign: CorrectedUnit = { kind: 'token', key: `${ethereum}:${holder}:4021` }
const otherChain: CorrectedUnit = { kind: 'token', key: `polygon:${contract}:4021` }

/** Which of these can be corrected at a gate with these limits. */
const listAllowed = (limits: Parameters<typeof makeGate>[0] & object) =>
  [wallet, token, foreign, otherChain].map((unit) => {
    try {
      checkCorrection({ gate: makeGate(limits), unit })
      return true
    } catch {
      return false
    }
  })

describe('correctionWays', () => {
  test.each([
    [{ perWallet: 2, perToken: null, total: null }, [true, false, false, false]],
    [{ perWallet: null, perToken: 1, total: 5 }, [false, true, false, false]],
    [{ perWallet: 1, perToken: 1, total: null }, [true, true, false, false]],
    // Each place is a wallet's, and there is nothing else to name.
    [{ perWallet: null, perToken: null, total: 5 }, [true, false, false, false]],
    [{ perWallet: null, perToken: null, total: null }, [false, false, false, false]],
  ])('default: with the limits %o only what they count can be corrected', (limits, allowed) => {
    expect(listAllowed({ limits })).toEqual(allowed)
    expect(listCorrectionWays(makeGate({ limits })).length).toBe(allowed.filter(Boolean).length)
  })

  test('refuses: a wallet, an NFT of another contract, and one that no limit counts (ERR_BODY_INVALID)', () => {
    const gate = makeGate({ limits: { perWallet: null, perToken: 1, total: null } })
    const refuse = (unit: CorrectedUnit) => () => checkCorrection({ gate, unit })
    expect(refuse(wallet)).toThrow('This gate does not count uses per wallet.')
    expect(refuse(foreign)).toThrow('This gate does not count uses of this NFT.')
    expect(refuse(wallet)).toThrow(expect.objectContaining({ code: 'ERR_BODY_INVALID' }))
  })
})
