// SPDX-License-Identifier: MIT
//
// Calls many contracts inside one eth_call that has no `to`: this program runs as if it were a contract being
// created, and what it "deploys" is the answer. Nothing has to be deployed on any chain.
//
//   input, after the program:  count u16 | reserve u32 | gas caps of all entries together u40 | count entries
//   entry:                     target 20 B | limit u16 | gas cap u24 | kind u8 | length u16 | that many bytes
//   answer:                    block number u64 | chain id u64 | one result per entry
//   result:                    0xffff it failed | 0xfffe no code there | length u16 and that many bytes
//
//   kind 0  a call that may change nothing, with the bytes as call data
//   kind 1  a call that may change state for the entries after it
//   kind 2  how much of the chain's coin the target has
//   kind 3  whose the ids of an ERC-721 are; bytes: owners u8 | 20 B each | ranges: first id u256 | ids u16
//           one byte an id: 0 nobody of the owners, 1 the first, 2 the second; `limit` is the number of ids
//   kind 4  like 0, with what it reverted with: one byte, 1 or 0 for reverted, before the answer
//
// `limit` bounds what is copied of an answer; `reserve` is the gas that stays for the work after the calls. A call gets
// its cap or its fair share of the gas that is left, so no callee can starve the others. A scan's cap is for each id and
// sixteen more, all of it together: one id may need much, where a contract looks through the ids before it.
object "Reader" {
  code {
    let program := datasize("Reader")
    // Below it is room for the call data and the answer of a scan's calls.
    let cursor := 0x60
    let out := add(cursor, sub(codesize(), program))
    codecopy(cursor, program, sub(codesize(), program))

    let header := mload(cursor)
    let remaining := shr(240, header)
    let reserve := and(shr(208, header), 0xffffffff)
    let caps := and(shr(168, header), 0xffffffffff)
    cursor := add(cursor, 11)

    // A node refuses created code that begins with 0xef: the block number's first byte is 0.
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

    // Leaves the answer where it should be and tells its size, or what became of it instead.
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
        mstore8(answer, staticcall(share, target, data, length, add(answer, 1), limit))
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
          // Nonsense is no owner, and a call that ran out of gas did not say that there is none.
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
      // A contract that knows of no owner at all must at least say that it is an ERC-721.
      if iszero(known) {
        mstore(0, shl(224, 0x01ffc9a7))
        mstore(4, shl(224, 0x80ac58cd))
        if eq(ask(target, floor), 1) { done := eq(mload(0x40), 1) }
      }
    }

    // Ask a question of one word: 1 answered with one word, 0 reverted, 2 neither.
    function ask(target, floor) -> result {
      result := 2
      let before := gas()
      // With little gas a contract may revert for want of it in ways that do not show.
      if lt(before, add(floor, 20000)) { leave }
      let allowance := sub(before, floor)
      switch staticcall(allowance, target, 0, 0x24, 0x40, 0x20)
      case 0 {
        // A proxy keeps a little of the gas that ran out behind it.
        if lt(sub(before, gas()), sub(allowance, shr(4, allowance))) { result := 0 }
      }
      default {
        if eq(returndatasize(), 0x20) { result := 1 }
      }
    }

    // Where the owner stands among the owners, counted from 1; 0 if nowhere. Address 0 owns nothing.
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
