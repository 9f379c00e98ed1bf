// SPDX-License-Identifier: MIT
//
// Call many contracts in one eth_call without a `to`. The node runs this program as the constructor of a new contract,
// and the program returns the answer in place of the contract's code. No contract has to be deployed.
//
//   input, after the program:  count u16 | reserve u32 | sum of the entries' gas caps u40 | the entries
//   entry:                     target 20 B | limit u16 | gas cap u24 | kind u8 | length u16 | `length` bytes of data
//   answer:                    block number u64 | chain id u64 | one result per entry
//   result:                    0xffff: failed | 0xfffe: the target has no code | length u16, then `length` bytes
//
//   kind 0  staticcall; the data is the call data
//   kind 1  call; its state changes are visible to later entries
//   kind 2  balance of the target in the chain's native coin
//   kind 3  scan for the owners of ERC-721 ids. Data: count u8 | owners, 20 B each | ranges: first id u256, count u16
//           Result: a byte per id, 1 for the first owner, 2 for the second, 0 for others. `limit` is the number of ids
//   kind 4  like 0, but the result starts with a byte, 1 for success or 0 for revert, and includes revert data. A revert
//           that used up its gas has failed: it gives the contract's reason for a call of its own that ran out of gas
//
// At most `limit` bytes of an answer are copied. `reserve` is gas kept for the work after the calls. A call gets at
// most its cap and its share of the remaining gas, so one target cannot use the gas of the others. A scan gets its cap
// times the number of ids plus 16, as one pool, because a contract may search many ids to answer for one.
object "Reader" {
  code {
    let program := datasize("Reader")
    // Memory below the cursor holds the call data and the answer of a scan's calls.
    let cursor := 0x60
    let out := add(cursor, sub(codesize(), program))
    codecopy(cursor, program, sub(codesize(), program))

    let header := mload(cursor)
    let remaining := shr(240, header)
    let reserve := and(shr(208, header), 0xffffffff)
    let caps := and(shr(168, header), 0xffffffffff)
    cursor := add(cursor, 11)

    // Nodes reject created code that begins with 0xef. The first byte of the block number is 0.
    mstore(out, or(shl(192, blockNumber()), shl(128, and(chainid(), 0xffffffffffffffff))))
    let begin := out
    out := add(out, 16)

    for {} remaining { remaining := sub(remaining, 1) } {
      let entry := mload(cursor)
      let length := and(shr(32, entry), 0xffff)
      cursor := add(cursor, 28)

      let share := shareOf(entry, caps, reserve)
      caps := sub(caps, capOf(entry))
      let size := perform(entry, cursor, length, add(out, 2), share)
      cursor := add(cursor, length)

      mstore8(out, shr(8, size))
      mstore8(add(out, 1), size)
      out := add(out, 2)
      if lt(size, 0xfffe) { out := add(out, size) }
    }
    return(begin, sub(out, begin))

    // Write the answer of an entry to `answer`. Return its size, 0xffff if it failed, or 0xfffe if there is no code.
    function perform(entry, data, length, answer, share) -> size {
      let target := shr(96, entry)
      let kind := and(shr(48, entry), 0xff)
      if eq(kind, 2) {
        mstore(answer, balance(target))
        size := 0x20
        leave
      }
      size := 0xfffe
      if iszero(extcodesize(target)) { leave }

      let limit := and(shr(80, entry), 0xffff)
      let done := 0
      switch kind
      case 0 { done := staticcall(share, target, data, length, answer, limit) }
      case 1 { done := call(share, target, 0, data, length, answer, limit) }
      case 3 {
        size := 0xffff
        if scan(target, data, add(data, length), answer, sub(gas(), share)) { size := limit }
        leave
      }
      case 4 {
        limit := sub(limit, 1)
        let before := gas()
        done := staticcall(share, target, data, length, add(answer, 1), limit)
        if iszero(done) {
          // A call gets 63/64 of the gas that is left, at most.
          if isUsedUp(sub(before, gas()), least(share, sub(before, shr(6, before)))) {
            size := 0xffff
            leave
          }
        }
        mstore8(answer, done)
        size := add(least(returndatasize(), limit), 1)
        leave
      }

      size := 0xffff
      if done { size := least(returndatasize(), limit) }
    }

    function scan(target, data, end, answer, floor) -> done {
      let owners := add(data, 1)
      data := add(owners, mul(20, byte(0, mload(data))))
      let ranges := data
      let known := 0
      for {} lt(data, end) { data := add(data, 34) } {
        let id := mload(data)
        for { let left := shr(240, mload(add(data, 32))) } left { left := sub(left, 1) } {
          mstore(0, shl(224, 0x6352211e))
          mstore(4, id)
          let answered := ask(target, floor)
          // A malformed answer names no owner, and a call that ran out of gas does not prove that the id has none.
          if eq(answered, 2) { leave }
          let owner := 0
          if answered {
            owner := mload(0x40)
            if shr(160, owner) { leave }
            if owner { known := 1 }
          }
          mstore8(answer, position(owner, owners, ranges))
          answer := add(answer, 1)
          id := add(id, 1)
        }
      }
      done := known
      // If no id has an owner, the contract must confirm by ERC-165 that it is an ERC-721.
      if iszero(known) {
        mstore(0, shl(224, 0x01ffc9a7))
        mstore(4, shl(224, 0x80ac58cd))
        if eq(ask(target, floor), 1) { done := eq(mload(0x40), 1) }
      }
    }

    // Make a call that returns one word. Return 1 for one word, 0 for a revert, 2 for any other outcome.
    function ask(target, floor) -> result {
      result := 2
      let before := gas()
      // With little gas, a contract may revert for lack of gas, and the revert does not show it.
      if lt(before, add(floor, 20000)) { leave }
      let allowance := sub(before, floor)
      switch staticcall(allowance, target, 0, 0x24, 0x40, 0x20)
      case 0 {
        if iszero(isUsedUp(sub(before, gas()), allowance)) { result := 0 }
      }
      default {
        if eq(returndatasize(), 0x20) { result := 1 }
      }
    }

    // A revert that used 15/16 of its gas counts as out of gas: a proxy keeps some gas when its own call runs out.
    function isUsedUp(used, allowance) -> is {
      is := iszero(lt(used, sub(allowance, shr(4, allowance))))
    }

    // Return the position of the owner in the list of owners, from 1; 0 if absent. Address 0 owns nothing.
    function position(owner, owners, end) -> place {
      if iszero(owner) { leave }
      let index := 0
      for {} lt(owners, end) { owners := add(owners, 20) } {
        index := add(index, 1)
        if eq(shr(96, mload(owners)), owner) { place := index }
      }
    }

    function capOf(entry) -> cap {
      cap := and(shr(56, entry), 0xffffff)
      if eq(and(shr(48, entry), 0xff), 3) { cap := mul(cap, add(and(shr(80, entry), 0xffff), 16)) }
    }

    function shareOf(entry, all, kept) -> share {
      let cap := capOf(entry)
      if gt(gas(), kept) {
        if all { share := least(cap, div(mul(sub(gas(), kept), cap), all)) }
      }
    }

    function least(a, b) -> c {
      c := a
      if lt(b, a) { c := b }
    }

    // On Arbitrum, NUMBER is the block number of the parent chain, and ArbSys at 0x64 returns Arbitrum's own. No other
    // chain has code at 0x64.
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
