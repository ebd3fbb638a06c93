import type { Random } from './random.ts'

// Common surnames and given names put together by chance: nobody is meant.
const SURNAMES = Array.from(
  '林何周吴郑孙朱马胡郭高罗梁宋唐许韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝',
)
const BOYS = Array.from(
  '宇轩浩然子涵俊杰一鸣天佑嘉豪博文志远明哲思源家乐景行立诚云帆晨阳泽楷向阳承安鹏程瑞霖书航奕辰恒毅锦程正阳凯旋修远星河万里青松石磊大川小山春生冬阳秋实',
)
const GIRLS = Array.from(
  '小满诗涵雨桐欣怡梓萱可馨思琪语嫣若曦晓晴雅静佳怡梦瑶心妍静姝清欢念慈书瑶映雪如意小雨春燕秋月冬梅青禾采薇知夏南枝望舒婉清乐瑶安然语桐锦绣玉兰兰心米朵朵朵',
)
const ADULT_MEN = Array.from(
  '建国军伟强勇斌波辉鹏涛刚健明亮平海峰志华文武德福贵富根生水金树林山成才有良忠义守信永长安康庆发旺兴和顺春',
)
const ADULT_WOMEN = Array.from(
  '秀英兰芳梅玉珍凤霞红艳丽娟桂香莲菊琴云萍静敏燕洁淑贞翠花春秋月桃巧银素琼荣惠美群华',
)

export type Sex = 'male' | 'female'

export const inventSurname = (random: Random): string =>
  // The first ones are the common ones, as in any village.
  SURNAMES[Math.floor(random.next() ** 2 * SURNAMES.length)] ?? '林'

const twoOf = (random: Random, list: readonly string[]): string => {
  const at = random.int(0, list.length / 2 - 1) * 2
  return `${list[at] ?? ''}${list[at + 1] ?? ''}`
}

/** A child's given name: mostly a usual pair, one character in eight, sometimes two put together freely. */
export function inventGivenName(random: Random, sex: Sex): string {
  const list = sex === 'male' ? BOYS : GIRLS
  const roll = random.next()
  if (roll < 0.12) return random.pick(list)
  if (roll < 0.6) return twoOf(random, list)
  return `${random.pick(list)}${random.pick(list)}`
}

export function inventAdultName(random: Random, sex: Sex, surname = inventSurname(random)): string {
  const list = sex === 'male' ? ADULT_MEN : ADULT_WOMEN
  const second = random.chance(0.75) ? random.pick(list) : ''
  return `${surname}${random.pick(list)}${second}`
}
