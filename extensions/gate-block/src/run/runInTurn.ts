let last: Promise<unknown> = Promise.resolve()

/** Run the tasks of all blocks of the page one after the other: concurrent writes to the cart undo each other. */
export function runInTurn<Result>(deed: () => Promise<Result>): Promise<Result> {
  const turn = last.then(deed, deed)
  last = turn
  return turn
}
