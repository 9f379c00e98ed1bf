/** Read a number of the command line, as `--rows=1000000`. */
export function readFlag(name: string, otherwise: number): number {
  const found = process.argv.find((word) => word.startsWith(`--${name}=`))
  const value = Number(found?.split('=')[1] ?? otherwise)
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number.`)
  return value
}
