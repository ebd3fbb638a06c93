import { weighted, type Random, type Shares } from './random.ts'

/** Invented: no such township and villages. Where parents work is a real big city, as people would say it. */
export const TOWNSHIP = '禾溪镇'
const VILLAGES = [
  '清潭村',
  '河湾村',
  '石桥畈村',
  '上梨坪村',
  '竹园冲村',
  '枫树岭村',
  '白鹭塘村',
  '茶亭坳村',
  '杉木桥村',
  '望溪村',
  '油坊湾村',
  '双井坝村',
]

export type WorkPlaceKind = 'otherProvince' | 'otherCity' | 'abroad' | 'nearer'

/** Published shares of where parents work: out of province 43.3, other city 21.9, abroad 2.8, the rest nearer. */
export const WORK_PLACES: Shares<WorkPlaceKind> = [
  ['otherProvince', 43.3],
  ['otherCity', 21.9],
  ['abroad', 2.8],
  ['nearer', 32],
]

const NAMES: Readonly<Record<WorkPlaceKind, Shares<string>>> = {
  otherProvince: [
    ['东莞', 22],
    ['深圳', 18],
    ['广州', 12],
    ['宁波', 10],
    ['杭州', 9],
    ['苏州', 9],
    ['上海', 8],
    ['佛山', 6],
    ['泉州', 4],
    ['北京', 2],
  ],
  otherCity: [
    ['省会', 60],
    ['邻市开发区', 40],
  ],
  abroad: [
    ['新加坡', 50],
    ['日本', 50],
  ],
  nearer: [
    ['县城', 60],
    ['邻县', 40],
  ],
}

const UNITS = ['电子厂', '服装厂', '建筑工地', '家具厂', '快递站', '饭店', '物流园', '鞋厂', '超市', '装修队']

export const inventWorkPlace = (random: Random, kind: WorkPlaceKind): string => weighted(random, NAMES[kind])
export const inventWorkUnit = (random: Random): string => random.pick(UNITS)
export const inventVillage = (random: Random): string => random.pick(VILLAGES)
export const inventAddress = (random: Random, village: string): string =>
  `${TOWNSHIP}${village}${random.int(1, 12)}组${random.int(1, 60)}号`
