/** A child with marks of the adults at home: two children with one mark in common live in one household. */
export interface Linked {
  readonly id: string
  readonly links: readonly string[]
}

/**
 * Which children belong together, also through a third one: the household of each child that has another one here, named
 * by its first child in order of id. Children alone in their household have no entry.
 */
export function householdsOf(children: readonly Linked[]): ReadonlyMap<string, string> {
  const parent = new Map(children.map(({ id }) => [id, id]))
  const top = (id: string): string => {
    const up = parent.get(id) ?? id
    return up === id ? id : top(up)
  }
  const firstWith = new Map<string, string>()
  for (const { id, links } of children)
    for (const link of links) {
      const other = firstWith.get(link)
      if (other === undefined) firstWith.set(link, id)
      else {
        const [a, b] = [top(id), top(other)]
        // The smaller id stays on top, so that the name does not hang on the order of the list.
        if (a < b) parent.set(b, a)
        else parent.set(a, b)
      }
    }
  const groups = Map.groupBy(children, ({ id }) => top(id))
  return new Map(
    [...groups].flatMap(([name, own]) =>
      own.length > 1 ? own.map(({ id }): [string, string] => [id, name]) : [],
    ),
  )
}
