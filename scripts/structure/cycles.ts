import { placeOf } from './places.ts'
import type { Finding, RuleName, SourceFile } from './source.ts'

type Edge = { to: string; file: string; line: number }
type Graph = Map<string, Edge[]>

/** Import cycles between files of src, and between features of server and of shared. Types count too. */
export function checkCycles(files: SourceFile[]): Finding[] {
  const product = files.filter((file) => file.path.startsWith('src/') && !placeOf(file.path).isTest)
  return [
    ...report(fileGraph(product), 'file-cycle', 'move what both need into a third file'),
    ...report(
      featureGraph(product),
      'feature-cycle',
      'let one feature take a callback or an event, or move the rule into the one below',
    ),
  ]
}

function fileGraph(files: SourceFile[]): Graph {
  const known = new Set(files.map((file) => file.path))
  return new Map(
    files.map((file) => [
      file.path,
      file.imports.flatMap((ref) =>
        ref.target !== undefined && known.has(ref.target)
          ? [{ to: ref.target, file: file.path, line: ref.line }]
          : [],
      ),
    ]),
  )
}

function featureGraph(files: SourceFile[]): Graph {
  const graph: Graph = new Map()
  for (const file of files) {
    const from = placeOf(file.path)
    if (!from.isFeature) continue
    const name = `${from.side}/${from.folder}`
    const edges = graph.get(name) ?? []
    graph.set(name, edges)
    for (const ref of file.imports) {
      const to = ref.target === undefined ? undefined : placeOf(ref.target)
      if (!to?.isFeature || to.side !== from.side || to.folder === from.folder) continue
      edges.push({ to: `${to.side}/${to.folder}`, file: file.path, line: ref.line })
    }
  }
  return graph
}

/** Depth-first search; each back edge is one cycle, reported where it closes. */
function report(graph: Graph, rule: RuleName, cure: string): Finding[] {
  const findings: Finding[] = []
  const done = new Set<string>()
  const path: string[] = []
  const visit = (node: string): void => {
    if (done.has(node)) return
    path.push(node)
    for (const edge of graph.get(node) ?? []) {
      const start = path.indexOf(edge.to)
      if (start < 0) visit(edge.to)
      else {
        const circle = [...path.slice(start), edge.to].join(' → ')
        findings.push({ file: edge.file, line: edge.line, rule, message: `${circle}: ${cure}` })
      }
    }
    path.pop()
    done.add(node)
  }
  for (const node of graph.keys()) visit(node)
  return findings
}
