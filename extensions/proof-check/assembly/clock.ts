import { readNamedProp, readBool, readText, Value } from "./value"

const DATE_LENGTH: i32 = 10
const date = memory.data(16)

/**
 * Read the shop's day and two-hour period as one number, YYYYMMDDSS; 0 if unreadable. Six overlapping boolean fields
 * form a Johnson code: with n of them true, the period is n - 1 before noon and 11 - n after noon.
 */
export function readClock(input: Value): u64 {
  const time = readNamedProp(readNamedProp(input, "shop"), "localTime")
  if (readText(readNamedProp(time, "date"), date, DATE_LENGTH) != DATE_LENGTH) return 0
  let day: u64 = 0
  for (let i = 0; i < DATE_LENGTH; i++) {
    const byte = <u32>load<u8>(date + i)
    if (i == 4 || i == 7) {
      if (byte != 0x2d) return 0
    } else {
      if (byte - 48 > 9) return 0
      day = day * 10 + (byte - 48)
    }
  }
  const morning = readBool(readNamedProp(time, "h0"))
  const h2 = readBool(readNamedProp(time, "h2"))
  const h4 = readBool(readNamedProp(time, "h4"))
  const h6 = readBool(readNamedProp(time, "h6"))
  const h8 = readBool(readNamedProp(time, "h8"))
  const h10 = readBool(readNamedProp(time, "h10"))
  if ((morning | h2 | h4 | h6 | h8 | h10) < 0) return 0
  const count = morning + h2 + h4 + h6 + h8 + h10
  return day * 100 + (morning ? count - 1 : 11 - count)
}
