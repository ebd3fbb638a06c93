/** Words of the guardian's page, which has no part of the app in it. Nothing of it says why a child is on a list. */
export const linkWords = {
  zh: {
    title: '核对电话',
    intro: (school: string, child: string) =>
      `${school}请您核对${child}同学家里的电话。孩子有事时，学校才能马上找到您。`,
    same: '对',
    dead: '打不通了',
    number: '换成别的号码',
    newNumber: '新号码',
    wrong: '电话号码不对：手机 11 位，座机要带区号。请再看一遍。',
    unanswered: '请先在每个号码下面选一项。',
    send: '好了，交给学校',
    notMine: '这不是我的孩子',
    staff: '学校老师的电话',
    none: '学校还没有您家的电话。请直接告诉班主任。',
    thanks: '谢谢您！',
    thanksText: '已经交给学校。换了号码的，老师看过以后就会改好。这一页可以关上了。',
    gone: '这个链接不能用了',
    goneText: '它可能已经用过，或者过了期。要改电话，请直接告诉班主任。',
    busy: '请过十分钟再试。',
    down: '刚才没有成功',
    downText: '学校的系统现在打不开，链接还能用。请过一会儿再点一次，或者直接告诉班主任。',
    other: 'English',
    relations: {
      father: '爸爸',
      mother: '妈妈',
      grandfather: '爷爷',
      grandmother: '奶奶',
      maternalGrandfather: '外公',
      maternalGrandmother: '外婆',
    } as Readonly<Record<string, string>>,
    relation: '家里人',
    roles: {
      classTeacher: '班主任',
      helpingTeacher: '帮扶教师',
      counsellor: '心理教师',
      principal: '校长',
    } as Readonly<Record<string, string>>,
  },
  en: {
    title: 'Check your phone numbers',
    intro: (school: string, child: string) =>
      `${school} asks you to check the phone numbers of ${child}'s family, so that the school can reach you at once when your child needs you.`,
    same: 'Right',
    dead: 'No longer works',
    number: 'Another number',
    newNumber: 'New number',
    wrong:
      'This is no phone number: a mobile has 11 digits, a landline needs its area code. Please look again.',
    unanswered: 'Please choose one answer below each number first.',
    send: 'Done, send to the school',
    notMine: 'This is not my child',
    staff: "Teachers' numbers",
    none: 'The school has no number of your family yet. Please tell the class teacher.',
    thanks: 'Thank you!',
    thanksText:
      'The school has it. A changed number is taken over once a teacher has looked. You can close this page.',
    gone: 'This link no longer works',
    goneText:
      'It may have been used already, or its time is over. To change a number, please tell the class teacher.',
    busy: 'Please try again in ten minutes.',
    down: 'That did not work just now',
    downText:
      'The school cannot be reached at the moment; your link stays good. Please try again in a while, or tell the class teacher.',
    other: '中文',
    relations: {
      father: 'Father',
      mother: 'Mother',
      grandfather: 'Grandfather',
      grandmother: 'Grandmother',
      maternalGrandfather: 'Grandfather',
      maternalGrandmother: 'Grandmother',
    } as Readonly<Record<string, string>>,
    relation: 'Family',
    roles: {
      classTeacher: 'Class teacher',
      helpingTeacher: 'Helping teacher',
      counsellor: 'Counsellor',
      principal: 'Principal',
    } as Readonly<Record<string, string>>,
  },
}

export type Language = keyof typeof linkWords
