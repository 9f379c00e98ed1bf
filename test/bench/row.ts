/** One line of the bench table and of `.data/bench.json`. The bar applies to `ratio`. */
export type BenchRow = {
  readonly name: string
  readonly ours: number
  readonly yardstick: number
  readonly unit: string
  readonly ratio: number
  readonly bar: string
  readonly holds: boolean
}
