import { inputReadUtf8Str } from "../../proof-check/assembly/host"
import { lineAt, lineCount } from "../../proof-check/assembly/openGates"
import { intern, countBytesWithin, readProp } from "../../proof-check/assembly/value"

const CODE_LENGTH = 3
const code = memory.data(8, 8)

let decimals = -2

/**
 * Answer the decimals of the cart's currency; -1 if no line names one. They follow from ISO 4217 by the code of the
 * first line that has one, never from an amount's text.
 */
export function readDecimals(): i32 {
  if (decimals == -2) decimals = findDecimals()
  return decimals
}

function findDecimals(): i32 {
  const costKey = intern("cost")
  const perQuantityKey = intern("amountPerQuantity")
  const currencyKey = intern("currencyCode")
  for (let i = 0; i < lineCount; i++) {
    const price = readProp(readProp(lineAt(i), costKey), perQuantityKey)
    const currency = readProp(price, currencyKey)
    if (countBytesWithin(currency) != CODE_LENGTH) continue
    inputReadUtf8Str(i32(currency), code, CODE_LENGTH)
    const a = <u32>load<u8>(code)
    const b = <u32>load<u8>(code, 1)
    const c = <u32>load<u8>(code, 2)
    if (a - 65 < 26 && b - 65 < 26 && c - 65 < 26) return decimalsOf((a << 16) | (b << 8) | c)
  }
  return -1
}

function decimalsOf(currency: u32): i32 {
  switch (currency) {
    case 0x424946: // BIF
    case 0x434c50: // CLP
    case 0x444a46: // DJF
    case 0x474e46: // GNF
    case 0x49534b: // ISK
    case 0x4a5059: // JPY
    case 0x4b4d46: // KMF
    case 0x4b5257: // KRW
    case 0x505947: // PYG
    case 0x525746: // RWF
    case 0x554758: // UGX
    case 0x555949: // UYI
    case 0x564e44: // VND
    case 0x565556: // VUV
    case 0x584146: // XAF
    case 0x584f46: // XOF
    case 0x585046: // XPF
      return 0
    case 0x424844: // BHD
    case 0x495144: // IQD
    case 0x4a4f44: // JOD
    case 0x4b5744: // KWD
    case 0x4c5944: // LYD
    case 0x4f4d52: // OMR
    case 0x544e44: // TND
      return 3
    case 0x434c46: // CLF
    case 0x555957: // UYW
      return 4
    default:
      return 2
  }
}
