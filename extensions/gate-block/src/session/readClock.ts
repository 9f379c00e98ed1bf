/** Read this device's clock, in unix seconds. */
export function readClock(): number {
  return Math.floor(Date.now() / 1000)
}
