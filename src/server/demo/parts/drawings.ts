import { fileRows } from '#server/attachments/service.ts'
import type { Vault } from '#server/vault/vault.ts'
import type { InventedSchool } from './school.ts'
import type { Row } from './tables.ts'

const CHILDREN = 6
const SIZE = { width: 900, height: 640 }
const hills = ['#8fb573', '#7aa65f', '#a5bf7c']
const walls = ['#d98c5f', '#c9a25a', '#b4746a']

/** A house under the sun, as a child draws it: no face, no text, nobody’s. */
const drawingOf = (at: number): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 640">
  <rect width="900" height="640" fill="#e9f2f5"/><circle cx="${720 - at * 40}" cy="130" r="70" fill="#f2c14e"/>
  <path d="M0 ${470 - at * 12} Q 250 ${380 + at * 10} 480 460 T 900 430 V640 H0Z" fill="${hills[at % 3]}"/>
  <rect x="${160 + at * 50}" y="330" width="230" height="180" fill="${walls[at % 3]}"/>
  <path d="M${130 + at * 50} 340 L${275 + at * 50} 220 L${420 + at * 50} 340Z" fill="#7c4a3a"/>
  <rect x="${250 + at * 50}" y="420" width="60" height="90" fill="#5b3a2e"/></svg>`

export interface DrawingRows {
  readonly authorId: string
  readonly file: Row
  readonly parts: readonly Row[]
}

/** Children's drawings in the files of one class, as its teacher would have photographed them. */
export async function inventDrawings(
  vault: Vault,
  { children, staff, frame }: InventedSchool,
  newId: () => string,
): Promise<DrawingRows[]> {
  const { default: sharp } = await import('sharp')
  const classId = children.find(({ classId: one }) => staff.teacherOf(one).username === 'teacher5')?.classId
  const chosen = children.filter((child) => child.classId === classId).slice(0, CHILDREN)
  return Promise.all(
    chosen.map(async ({ id: pupilId }, at) => {
      const bytes = await sharp(Buffer.from(drawingOf(at)))
        .resize(SIZE)
        .jpeg()
        .toBuffer()
      const authorId = staff.teacherOf(classId ?? '').userId
      const of = { schoolId: frame.schoolId, pupilId, authorId, name: '画：我的家.jpg' }
      return { authorId, ...(await fileRows(vault, newId, of, bytes)) }
    }),
  )
}
