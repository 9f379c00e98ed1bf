// SPDX-License-Identifier: MIT
//
// Calls many contracts inside one eth_call that has no `to`: this program runs as if it were a contract being
// created, and what it "deploys" is the answer. Nothing has to be deployed on any chain.
//
//   input, after the program:  count u16 | reserve u32 | count entries
//   entry:                     target 20 B | limit u8 | gas cap u24 | writes 1 bit, length 15 bits | calldata
//   answer:                    block number u64 | chain id u64 | one result per entry
//   result:                    0xff the call failed | 0xfe no code there | length u8 and that many bytes
//
// `limit` (at most 0xe0) bounds what is copied of an answer; `reserve` is the gas that stays for the work after the
// calls. A call gets its cap or its fair share of the gas that is left, so no callee can starve the others.
object "Reader" {
  code {
    let program := datasize("Reader")
    let cursor := 0x40
    let end := add(cursor, sub(codesize(), program))
    codecopy(cursor, program, sub(end, cursor))

    let header := mload(cursor)
    let remaining := shr(240, header)
    let reserve := and(shr(208, header), 0xffffffff)
    cursor := add(cursor, 6)

    // A node refuses created code that begins with 0xef: the block number's first byte is 0.
    let out := add(end, 16)
    mstore(end, or(shl(192, blockNumber()), shl(128, and(chainid(), 0xffffffffffffffff))))

    for {} remaining { remaining := sub(remaining, 1) } {
      let entry := mload(cursor)
      let target := shr(96, entry)
      let limit := and(shr(88, entry), 0xff)
      let length := and(shr(48, entry), 0x7fff)
      let callData := add(cursor, 26)
      cursor := add(callData, length)

      switch extcodesize(target)
      case 0 {
        mstore8(out, 0xfe)
        out := add(out, 1)
      }
      default {
        let allowance := 0
        if gt(gas(), reserve) { allowance := div(sub(gas(), reserve), remaining) }
        let cap := and(shr(64, entry), 0xffffff)
        if gt(allowance, cap) { allowance := cap }

        let answer := add(out, 1)
        let done := 0
        switch and(shr(63, entry), 1)
        case 0 { done := staticcall(allowance, target, callData, length, answer, limit) }
        default { done := call(allowance, target, 0, callData, length, answer, limit) }

        switch done
        case 0 {
          mstore8(out, 0xff)
          out := answer
        }
        default {
          let size := returndatasize()
          if gt(size, limit) { size := limit }
          mstore8(out, size)
          out := add(answer, size)
        }
      }
    }
    return(end, sub(out, end))

    // On Arbitrum NUMBER is the parent chain's; ArbSys, the only code that lives at 0x64, knows its own.
    function blockNumber() -> n {
      n := number()
      if extcodesize(0x64) {
        mstore(0, shl(224, 0xa3b1b31d))
        if staticcall(100000, 0x64, 0, 4, 0, 0x20) {
          if eq(returndatasize(), 0x20) { n := mload(0) }
        }
      }
    }
  }
}
