export interface CirclePerson {
  id: string
  /** In the circle, up to four characters: 奶奶. */
  label: string
  /** Under the circle: 宁波·视频. */
  note?: string
  /**
   * `close` lives with the child now, `far` keeps contact, `worn` has not been reached lately, `helps` is not of the
   * family, `apart` is kept away.
   */
  line: 'close' | 'far' | 'worn' | 'helps' | 'apart'
  /** The person in one sentence, for the list. */
  text: string
  tone?: 'amber' | 'leaf' | 'sea' | 'plain' | 'sand'
}

interface CareCircleProps {
  center: string
  people: readonly CirclePerson[]
  /** Read aloud in place of the picture. */
  label: string
  /** What opens the same as a list. */
  listLabel: string
  /** What the lines mean, in words, of those that are drawn. */
  legend: Partial<Record<CirclePerson['line'], string>>
}

const fills = { amber: '#fdf0d9', leaf: '#e8f2e4', sea: '#e3f1ef', plain: '#ffffff', sand: '#f1eee8' }
const lines = {
  close: { stroke: '#0b6e69', strokeWidth: 3 },
  far: { stroke: '#cfc8bc', strokeWidth: 2 },
  worn: { stroke: '#8f5400', strokeWidth: 2, strokeDasharray: '5 5' },
  helps: { stroke: '#7fb5b0', strokeWidth: 2 },
  apart: { stroke: 'none', strokeWidth: 0 },
}
const width = 328

interface Frame {
  height: number
  /** Half of the height of the ring. */
  ry: number
  /** Room for the words under a circle. */
  note: number
}

/** More than six need a taller ring, or their words would run into each other. */
const frameFor = (count: number): Frame =>
  count > 6 ? { height: 348, ry: 124, note: 84 } : { height: 272, ry: 86, note: 104 }

const middleOf = ({ height }: Frame) => ({ x: width / 2, y: height / 2 + 2 })

/** Evenly around the centre, the first person straight below: whoever is closest stands nearest to the reader. */
function place(index: number, count: number): { x: number; y: number } {
  const angle = Math.PI / 2 + (2 * Math.PI * index) / count
  const frame = frameFor(count)
  const middle = middleOf(frame)
  return { x: middle.x + Math.cos(angle) * 116, y: middle.y + Math.sin(angle) * frame.ry }
}

/** Width in em: a Chinese character is one, a Latin letter about 0.62. */
const emOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.62), 0)

/** The text and size that fit into so many px; what does not fit at 11 px is cut. */
function fit(text: string, room: number, largest: number): { text: string; size: number } {
  const size = Math.max(11, Math.min(largest, room / emOf(text)))
  let cut = text
  while (emOf(cut) * size > room && Array.from(cut).length > 1)
    cut = `${Array.from(cut).slice(0, -2).join('')}…`
  return { text: cut, size }
}

function Person({ person, x, y, frame }: { person: CirclePerson; x: number; y: number; frame: Frame }) {
  const close = person.line === 'close'
  const label = fit(person.label, 48, 14)
  // Above the circle in the upper half, so that no line to the centre runs through the words.
  const noteY = y < middleOf(frame).y - 30 ? y - 34 : y + 43
  return (
    <g>
      <circle
        cx={x}
        cy={y}
        r="27"
        fill={fills[person.tone ?? 'plain']}
        stroke={close ? '#0b6e69' : '#e7e2da'}
        strokeWidth={close ? 2.5 : 1}
      />
      <text x={x} y={y} dy="0.35em" fontSize={label.size}>
        {label.text}
      </text>
      {person.note !== undefined && (
        <text x={x} y={noteY} fontSize="12.5" fill="#566370">
          {fit(person.note, frame.note, 12.5).text}
        </text>
      )}
    </g>
  )
}

const kinds = ['close', 'far', 'worn', 'helps'] as const

/** One sample of each line that is drawn, with its words. */
function Legend({ people, legend }: Pick<CareCircleProps, 'people' | 'legend'>) {
  const drawn = kinds.filter((kind) => legend[kind] !== undefined && people.some(({ line }) => line === kind))
  return (
    <ul aria-hidden="true" className="mt-1 flex flex-wrap justify-center gap-x-4 gap-y-1 text-sm text-soft">
      {drawn.map((kind) => (
        <li key={kind} className="flex items-center gap-1.5">
          <svg viewBox="0 0 28 6" className="h-1.5 w-7 shrink-0">
            <line x1="1" y1="3" x2="27" y2="3" {...lines[kind]} />
          </svg>
          {legend[kind]}
        </li>
      ))}
    </ul>
  )
}

/** Who is around this child: near, far, and with whom the line has worn thin. */
export function CareCircle({ center, people, label, listLabel, legend }: CareCircleProps) {
  const placed = people.map((person, index) => ({ person, ...place(index, people.length) }))
  const inner = fit(center, 54, 16)
  const frame = frameFor(people.length)
  const middle = middleOf(frame)
  return (
    <figure className="mx-auto w-full max-w-[400px]">
      <svg role="img" aria-label={label} viewBox={`0 0 ${width} ${frame.height}`} className="w-full">
        {placed.map(({ person, x, y }) => (
          <line key={person.id} x1={middle.x} y1={middle.y} x2={x} y2={y} {...lines[person.line]} />
        ))}
        <g textAnchor="middle" fill="#1d2733">
          <circle cx={middle.x} cy={middle.y} r="31" fill="#0b6e69" />
          <text x={middle.x} y={middle.y} dy="0.35em" fontSize={inner.size} fontWeight="600" fill="#ffffff">
            {inner.text}
          </text>
          {placed.map(({ person, x, y }) => (
            <Person key={person.id} person={person} x={x} y={y} frame={frame} />
          ))}
        </g>
      </svg>
      <Legend people={people} legend={legend} />
      <details className="mt-1">
        <summary className="flex min-h-11 cursor-pointer items-center justify-center text-sea">
          {listLabel}
        </summary>
        <ul className="divide-y divide-line rounded-card border border-line bg-white px-3.5">
          {people.map(({ id, text }) => (
            <li key={id} className="py-2">
              {text}
            </li>
          ))}
        </ul>
      </details>
    </figure>
  )
}
