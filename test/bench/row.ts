/** One line of the bench table and of `.data/bench.json`. `ratio` is what `bar` is held against. */
export type BenchRow = {
  readonly name: string
  readonly ours: number
  readonly yardstick: number
  readonly unit: string
  readonly ratio: number
  readonly bar: string
  readonly holds: boolean
}
