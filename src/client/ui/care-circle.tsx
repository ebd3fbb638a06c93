export interface CirclePerson {
  id: string
  /** In the circle, up to four characters: 奶奶. */
  label: string
  /** Under the circle: 宁波·视频. */
  note?: string
  /** `close` lives with the child now, `far` keeps contact, `worn` has not been reached lately. */
  line: 'close' | 'far' | 'worn'
  tone?: 'amber' | 'leaf' | 'sea' | 'plain'
}

interface CareCircleProps {
  center: string
  people: readonly CirclePerson[]
  /** Read aloud in place of the picture. */
  label: string
}

const fills = { amber: '#fdf0d9', leaf: '#e8f2e4', sea: '#e3f1ef', plain: '#ffffff' }
const lines = {
  close: { stroke: '#0b6e69', strokeWidth: 3 },
  far: { stroke: '#cfc8bc', strokeWidth: 2 },
  worn: { stroke: '#8f5400', strokeWidth: 2, strokeDasharray: '5 5' },
}
const width = 328
const height = 264
const middle = { x: width / 2, y: 124 }

/** Evenly around the centre, the first person straight below: whoever is closest stands nearest to the reader. */
function place(index: number, count: number): { x: number; y: number } {
  const angle = Math.PI / 2 + (2 * Math.PI * index) / count
  return { x: middle.x + Math.cos(angle) * 118, y: middle.y + Math.sin(angle) * 88 }
}

const short = (text: string, most: number): string => {
  const letters = Array.from(text)
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text
}

function Person({ person, x, y }: { person: CirclePerson; x: number; y: number }) {
  const close = person.line === 'close'
  const tone = person.tone ?? 'plain'
  return (
    <g>
      <circle
        cx={x}
        cy={y}
        r="26"
        fill={fills[tone]}
        stroke={close ? '#0b6e69' : '#e7e2da'}
        strokeWidth={close ? 2.5 : 1}
      />
      <text x={x} y={y} dy="0.35em" fontSize={Array.from(person.label).length > 3 ? 11 : 13.5}>
        {short(person.label, 6)}
      </text>
      {person.note !== undefined && (
        <text x={x} y={y + 42} fontSize="12.5" fill="#566370">
          {short(person.note, 12)}
        </text>
      )}
    </g>
  )
}

/** Who is around this child: near, far, and with whom the line has worn thin. */
export function CareCircle({ center, people, label }: CareCircleProps) {
  const placed = people.map((person, index) => ({ person, ...place(index, people.length) }))
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`} className="mx-auto w-full max-w-[400px]">
      {placed.map(({ person, x, y }) => (
        <line key={person.id} x1={middle.x} y1={middle.y} x2={x} y2={y} {...lines[person.line]} />
      ))}
      <g textAnchor="middle" fill="#1d2733">
        <circle cx={middle.x} cy={middle.y} r="31" fill="#0b6e69" />
        <text x={middle.x} y={middle.y} dy="0.35em" fontSize="15" fontWeight="600" style={{ fill: '#ffffff' }}>
          {short(center, 4)}
        </text>
        {placed.map(({ person, x, y }) => (
          <Person key={person.id} person={person} x={x} y={y} />
        ))}
      </g>
    </svg>
  )
}
