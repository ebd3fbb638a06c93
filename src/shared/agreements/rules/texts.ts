import type { AgreementKind } from '#shared/agreements/schema.ts'

interface PresetText {
  readonly title: string
  /** Paragraphs between blank lines. */
  readonly body: string
}

/**
 * The words of an agreement until the school writes its own (version 0). A signed agreement stands on them: they are never
 * edited; another wording would be another version.
 */
export const PRESET_TEXTS: Readonly<
  Record<AgreementKind, { readonly zh: PresetText; readonly en: PresetText }>
> = {
  entrusted: {
    zh: {
      title: '委托照护协议',
      body: '一、父母因故不能照顾孩子，请被委托人代为照顾日常生活。监护责任仍然在父母，不因委托而免除。\n\n二、被委托人照顾孩子的吃住、健康、上学和安全，不打骂、不忽视，不让八岁以下的孩子独处，不让十六岁以下的孩子独自居住。\n\n三、父母每周至少和孩子、被委托人各联系一次，了解孩子的生活、学习和心情；接到孩子情况不好的消息，马上采取办法。\n\n四、签字前已经听取孩子的想法。孩子不愿意或情况改变时，双方和学校重新商量。\n\n五、父母把委托情况书面告诉学校和村（居）委会。照顾的人或联系方式有变，三天内告诉学校。\n\n六、看病、转学等重大决定由父母作出；紧急时被委托人先救护，同时通知父母和学校。',
    },
    en: {
      title: 'Agreement on entrusted care',
      body: '1. The parents cannot look after the child themselves and ask the carer to do so day by day. They remain responsible as guardians; this agreement does not relieve them of it.\n\n2. The carer sees to food and lodging, health, school and safety, neither beats nor neglects the child, never leaves a child under eight unattended, and lets no child under sixteen live alone.\n\n3. At least once a week the parents speak with the child and with the carer about life, learning and mood, and act at once when they hear that the child is not well.\n\n4. Before signing, the child was asked. Should the child object or things change, both sides and the school talk again.\n\n5. The parents tell school and village committee in writing. A change of carer or number is told to the school within three days.\n\n6. Decisions of weight, such as treatment or a change of school, are the parents’; in an emergency the carer helps first and tells parents and school at the same time.',
    },
  },
  safetyHome: {
    zh: {
      title: '家庭安全责任书',
      body: '一、学校负责在校期间的安全教育和管理，发现危险及时告诉家里。\n\n二、家里负责上学放学路上和在家的安全：不到河塘游泳，不玩火玩电，不坐超载车，不独自外出过夜。\n\n三、孩子不能到校，当天早上告诉班主任；电话号码有变，当天告诉班主任。\n\n四、孩子出事，先救人，再打电话，双方互相通知。',
    },
    en: {
      title: 'Letter on safety at home',
      body: '1. The school teaches safety, looks after the child at school, and tells the home at once of any danger.\n\n2. The home looks after the way to school and the time at home: no swimming in rivers and ponds, no play with fire or electricity, no overloaded vehicles, no nights away alone.\n\n3. If the child cannot come, the class teacher is told the same morning; a new number the same day.\n\n4. If something happens: first help, then ring; each tells the other.',
    },
  },
  joint: {
    zh: {
      title: '共同关心约定',
      body: '一、班主任关心孩子在校的学习、情绪和交往，每月至少和家里沟通一次。\n\n二、家里的联系人关心孩子的起居、作业和安全，有事随时告诉班主任。\n\n三、两个人商定各自做什么，写在下面，每学期一起看一次。\n\n四、联系人没有监护权；同意书、看病和接走孩子，仍由监护人决定。',
    },
    en: {
      title: 'Agreement on looking after together',
      body: '1. The class teacher looks after learning, mood and friends at school and speaks with the home at least once a month.\n\n2. The contact at home looks after daily life, homework and safety, and tells the class teacher whenever something is up.\n\n3. The two agree who does what, write it below and look at it together each term.\n\n4. The contact is no guardian: consent, treatment and fetching the child remain with the guardian.',
    },
  },
  commitment: {
    zh: {
      title: '帮扶承诺书',
      body: '一、我愿意关心这个孩子：按时谈心、联系家里、家访，不失约。\n\n二、我为孩子保密，不拍照宣传，不在人前说孩子家里的事，不单独在封闭的地方见面。\n\n三、孩子有危险或异常，当天报告班主任和学校。\n\n四、不能继续时提前告诉学校，好好地和孩子道别，把情况交接清楚。',
    },
    en: {
      title: 'Promise of a helper',
      body: '1. I will be there for this child: talks, contact with the home and visits as agreed, and no broken appointments.\n\n2. I keep what I learn to myself, take no pictures for publicity, do not speak of the family before others, and do not meet the child alone behind closed doors.\n\n3. Danger or anything unusual I report to class teacher and school the same day.\n\n4. If I cannot go on, I tell the school beforehand, say a proper goodbye, and hand over what matters.',
    },
  },
  safetyStaff: {
    zh: {
      title: '学校安全工作责任书',
      body: '一、学校提供安全的场所、制度和培训，听取教职工的意见。\n\n二、教职工对自己课堂、值班和活动中的安全负责，看到危险立即处理并报告。\n\n三、不体罚、不侮辱学生，不让学生做危险的事，发现伤害孩子的行为马上报告。\n\n四、每学期检查一次，问题写明谁来改、什么时候改好。',
    },
    en: {
      title: 'Letter on safety at school',
      body: '1. The school gives safe rooms, rules and training, and listens to its staff.\n\n2. Each member of staff answers for safety in lessons, on duty and in activities, and deals with danger at once and reports it.\n\n3. No beating, no humiliation, nothing dangerous for pupils; harm done to a child is reported at once.\n\n4. Once a term all is looked over; of each finding it is written who puts it right and by when.',
    },
  },
  target: {
    zh: {
      title: '关爱工作目标责任书',
      body: '一、负责的孩子人人有档案、有联系人、有人定期谈心和家访。\n\n二、按学校的工作安排完成谈心、联系和家访；做不到的说明原因，不补假材料。\n\n三、每学期末一起看完成情况，好的办法大家分享，困难由学校帮助解决。',
    },
    en: {
      title: 'Letter on aims of care',
      body: '1. Each child one answers for has a file, somebody to ring, and somebody who talks and visits regularly.\n\n2. Talks, contacts and visits are done as the school has planned; what could not be done is explained, and nothing is made up afterwards.\n\n3. At the end of term we look at it together: good ways are shared, and the school helps with what is hard.',
    },
  },
}
