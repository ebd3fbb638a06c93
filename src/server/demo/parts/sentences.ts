import type { Topic } from '#shared/cards/schema.ts'
import type { ExcuseKind } from '#shared/excuses/schema.ts'

// Plain sentences such as a teacher writes. Nothing here names or judges a child.

export const TALKS: readonly (readonly [Topic, string])[] = [
  ['study', '想学画画，上周的画被老师贴在墙上，很高兴。'],
  ['study', '数学应用题有点难，约好每天问一道。'],
  ['study', '这次默写只错了两个，自己也没想到。'],
  ['study', '英语单词记不住，试着用卡片，每天五个。'],
  ['study', '作业写得比上个月整齐，说是和同桌一起写的。'],
  ['study', '借了两本故事书，想先看有插图的那本。'],
  ['life', '学会了自己系红领巾，还教了前桌。'],
  ['life', '午饭吃得不错，最喜欢土豆烧肉。'],
  ['life', '早上要走二十分钟，和邻居家的姐姐一起走。'],
  ['life', '晚上九点前睡觉，早上自己起床。'],
  ['life', '周末帮家里喂鸡、扫院子。'],
  ['life', '换季了，少一件厚外套，已记下。'],
  ['feelings', '体育课接力赛跑了第二棒，全班得了第一。'],
  ['feelings', '和好朋友闹了小别扭，第二天就和好了。'],
  ['feelings', '最近话多了些，课间和同学一起跳绳。'],
  ['feelings', '想报名元旦表演，又有点紧张，一起想好了先练什么。'],
  ['feelings', '说最开心的是周日和爸爸视频。'],
  ['home', '周末和妈妈视频，说了运动会的事。'],
  ['home', '奶奶腿疼，会帮奶奶端水、拿药。'],
  ['home', '爸爸说过年回来，已经在日历上画了圈。'],
  ['home', '家里养了一只小狗，每天喂它。'],
  ['home', '和爷爷一起种了萝卜，等着收。'],
  ['health', '感冒好了，咳嗽还有一点，提醒多喝水。'],
  ['health', '视力有点下降，换到第三排，约了检查。'],
  ['health', '牙疼，已告诉家里带去看。'],
  ['safety', '说了防溺水的事，知道不能去河边。'],
  ['safety', '过马路的地方记得清楚，和同伴一起走。'],
  ['safety', '知道陌生人敲门不开门，记得老师的电话。'],
  ['other', '想加入学校的篮球队，愿意每天练半小时。'],
  ['other', '报名了图书角的值日，星期三轮到。'],
]

export const CONTACTS: readonly (readonly [Topic, string])[] = [
  ['study', '说了最近的作业情况，家长说会在电话里多问。'],
  ['study', '说了书写的进步，家长很高兴。'],
  ['life', '说了住校的安排和换洗衣物。'],
  ['life', '说了午餐和作息，家长放心。'],
  ['feelings', '请家长每周固定一个时间视频。'],
  ['feelings', '说了运动会上的表现，请家长当面夸一夸。'],
  ['home', '家长说工地月底歇两天，想回来一趟。'],
  ['home', '家里老人身体还好，农忙时邻居帮忙接送。'],
  ['home', '家长换了工厂，新的地址已记下。'],
  ['health', '说了视力检查的结果，家长同意配镜。'],
  ['safety', '说了放学路上的安全，家长会嘱咐老人。'],
  ['other', '问了家长什么时候方便，晚上八点以后可以。'],
]
export const CONTACT_REPLIES = [
  '会和孩子说',
  '谢谢老师',
  '月底回来看看',
  '会和奶奶说一声',
  '周末视频时聊聊',
  '',
] as const
export const CONTACT_REQUESTS = ['希望老师多提问', '希望帮忙看着作业', '', '', ''] as const

export const LIVING = [
  '堂屋整洁，光线好',
  '房间不大，收拾得干净',
  '灶台边的插座松动，请村里帮忙修',
  '院子靠近水塘，已围栏',
  '有单独的床和柜子',
] as const
export const STUDYING = [
  '有一张书桌和台灯',
  '在饭桌上写作业，光线够',
  '缺一盏台灯',
  '墙上贴着课程表',
] as const
export const CONDUCT = [
  '主动倒水，有礼貌',
  '会帮老人做家务',
  '话不多，问到画画就说开了',
  '和弟弟一起写作业',
] as const
export const GUIDANCE = [
  '每天问一问学校的事',
  '晚上九点前睡觉',
  '请固定时间和爸妈视频',
  '不去河边，结伴上学',
] as const
export const MEASURES = ['下周送一盏台灯', '和村里说好修插座', '下月再来看看', ''] as const
export const TALK_REASONS = ['每月谈心', '最近话少', '考试以后', '请假回来', ''] as const
export const TALK_FOLLOW_UPS = [
  '约周日视频',
  '美术组报名',
  '下周再问一次',
  '和科任老师说一声',
  '',
  '',
] as const

export const ATTEMPTS = [
  '电话没有接通',
  '家里没有人，改天再来',
  '请假没来，下次再谈',
  '留了消息，还没有回',
] as const

export const CHARACTERS = [
  '开朗，爱说话',
  '文静，做事认真',
  '好动，热心',
  '慢热，熟了以后话多',
  '细心，爱帮忙',
  '要强，不怕难',
  '随和，合群',
] as const
export const INTERESTS = [
  '画画',
  '跳绳',
  '看故事书',
  '篮球',
  '唱歌',
  '养小动物',
  '下象棋',
  '剪纸',
  '跑步',
  '种花',
] as const
export const HEALTH = ['健康', '健康', '健康', '健康，容易感冒', '近视，戴眼镜', '对花生过敏'] as const
export const GOALS = [
  '养成按时作业的习惯',
  '敢在课上举手',
  '每周和家里视频一次',
  '字写得更整齐',
  '多参加集体活动',
] as const

export const LATE_REASONS = [
  '家长调班，改到周末才联系上',
  '请假一周，回来后补谈',
  '下雨路断，推后家访',
  '期中考试周推后',
] as const

export const EXCUSES: readonly (readonly [ExcuseKind, string])[] = [
  ['away', '随家人外出，不在校'],
  ['holiday', '本周放假调休'],
  ['declined', '家长请求改期'],
  ['unreachable', '工地没有信号，已留言'],
  ['other', '住院休养，已电话问候'],
]
